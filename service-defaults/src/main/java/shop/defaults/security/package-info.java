/** Authentication and the caller of a request. */
package shop.defaults.security;
