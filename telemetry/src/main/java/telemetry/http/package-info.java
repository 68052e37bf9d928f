/** Describes HTTP requests in bounded terms: route, method and status. */
package telemetry.http;
