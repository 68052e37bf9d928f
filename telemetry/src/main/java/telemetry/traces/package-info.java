/** Spans: their names, attributes, sampling and propagation. */
package telemetry.traces;
