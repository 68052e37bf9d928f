/** An OTLP receiver that keeps traces and log records in memory, for use where no Jaeger runs. */
package shop.local.otlp;
