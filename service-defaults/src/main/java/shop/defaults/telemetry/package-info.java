/** What a service tells about itself: traces, metrics, logs and errors. */
package shop.defaults.telemetry;
