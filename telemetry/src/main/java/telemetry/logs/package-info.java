/** Log records: redaction, the OTLP endpoint, the access log and levels at runtime. */
package telemetry.logs;
