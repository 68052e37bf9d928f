/**
 * Sends errors to Sentry, with the trace ID of their request; disabled without a DSN.
 *
 * <p>{@link telemetry.errors.RecordHandler} turns ERROR records into events, {@link telemetry.errors.ErrorScope} holds
 * what belongs to one request or background step, {@link telemetry.errors.EventRedaction} removes secrets, and
 * {@link telemetry.errors.EnvelopeTransport} sends events and counts what is lost.
 */
package telemetry.errors;
