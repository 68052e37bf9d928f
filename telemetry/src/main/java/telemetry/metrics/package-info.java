/** What a service counts and times of itself, whatever it is for. */
package telemetry.metrics;
