/** Removes personal data and secrets from telemetry. */
package telemetry.redaction;
