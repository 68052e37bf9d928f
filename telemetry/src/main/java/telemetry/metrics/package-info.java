/** Metrics of HTTP requests, SQL statements and the build, and their endpoint. */
package telemetry.metrics;
