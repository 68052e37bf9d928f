/** The page of the shop, and one address for it, the services' APIs and the browser's telemetry. */
package shop.frontend;
