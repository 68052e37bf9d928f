/** An error tracker that only listens, so that a test can read what the services report. */
package shop.local.sentry;
