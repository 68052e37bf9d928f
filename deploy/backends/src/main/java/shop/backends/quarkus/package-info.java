/** Quarkus test resources: backends, a token issuer and a stub Sentry server. */
package shop.backends.quarkus;
