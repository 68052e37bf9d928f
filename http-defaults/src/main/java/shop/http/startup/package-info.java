/** Starts a service and probes a running one. */
package shop.http.startup;
