/**
 * The suite on one machine without containers: PostgreSQL, Redis, the three packaged services and an OTLP receiver as
 * processes of one program. {@link shop.local.Demo} shows it; the system tests drive it by HTTP alone.
 */
package shop.local;
