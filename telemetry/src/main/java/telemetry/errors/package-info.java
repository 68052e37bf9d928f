/**
 * What broke, sent by the Sentry protocol and tied to its trace: off, and free, without a DSN.
 *
 * <p>{@link telemetry.errors.ErrorTracking} starts it and is what services call; an ERROR record comes in by
 * {@link telemetry.errors.RecordHandler}, takes what its {@link telemetry.errors.Work} has gathered, passes
 * {@link telemetry.errors.SecretFilter} and leaves by {@link telemetry.errors.EnvelopeSender}.
 */
package telemetry.errors;
