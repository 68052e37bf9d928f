/** A stub of a Sentry server that keeps the envelopes it receives. */
package shop.backends.sentry;
