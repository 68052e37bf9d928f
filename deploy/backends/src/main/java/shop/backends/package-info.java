/**
 * A real PostgreSQL and a real Redis as child processes of this JVM, for the services' tests and for the suite on one
 * machine; an issuer of tokens and a receiver of errors for tests. All they write is in a temporary folder; closing them leaves no process and no file.
 */
package shop.backends;
