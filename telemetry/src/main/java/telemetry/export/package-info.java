/** Bounded queues of spans and log records, which redact on export and count what is exported or dropped. */
package telemetry.export;
