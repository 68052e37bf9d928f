/**
 * The shop with its observability stack as child processes, run with the configuration that Compose mounts.
 * Only addresses and, on request, durations are replaced.
 */
package shop.local.stack;
