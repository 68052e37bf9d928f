/** The three services with PostgreSQL and Redis as child processes, and an HTTP client for them. */
package shop.local.shop;
