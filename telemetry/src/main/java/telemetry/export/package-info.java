/** Bounds the queues of spans and log records, redacts on export, and counts what is exported or dropped. */
package telemetry.export;
