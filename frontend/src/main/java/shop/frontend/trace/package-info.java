/** The trace of an order as the page shows it: spans from Jaeger, log records from Loki. */
package shop.frontend.trace;
