/** What a service tells of the way a request took: spans, their names and attributes, and how they leave. */
package telemetry.traces;
