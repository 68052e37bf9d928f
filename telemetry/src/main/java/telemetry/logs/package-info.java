/** Where log records go beside standard output, and how their levels are changed. */
package telemetry.logs;
