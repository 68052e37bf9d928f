/** A small trace store that listens for OTLP, so that a trace can be read where no Jaeger runs. */
package shop.local.trace;
