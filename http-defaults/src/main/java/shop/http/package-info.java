/** What an HTTP connection must be before a request is handled. */
package shop.http;
