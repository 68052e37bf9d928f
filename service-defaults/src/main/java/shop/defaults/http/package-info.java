/** What a request must be before a resource sees it. */
package shop.defaults.http;
