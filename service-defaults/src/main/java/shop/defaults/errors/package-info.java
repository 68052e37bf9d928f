/**
 * What broke, sent by the Sentry protocol and tied to its trace: off, and free, without a DSN.
 *
 * <p>{@link shop.defaults.errors.ErrorTracking} starts it and is what services call; an ERROR record comes in by
 * {@link shop.defaults.errors.RecordHandler}, takes what its {@link shop.defaults.errors.Work} has gathered, passes
 * {@link shop.defaults.errors.SecretFilter} and leaves by {@link shop.defaults.errors.EnvelopeSender}.
 */
package shop.defaults.errors;
