/**
 * What every service gets by depending on this module: RFC 9457 problems, telemetry and security, configured once.
 *
 * <p>Nothing here knows a domain type or a service.
 */
package shop.defaults;
