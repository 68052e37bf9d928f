/**
 * PostgreSQL and Redis as child processes of this JVM, for tests and for the shop on one machine. They write only to a
 * temporary folder; closing them leaves no process and no file.
 */
package shop.backends;
