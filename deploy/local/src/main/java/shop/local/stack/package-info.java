/**
 * The shop with its observability stack as child processes, run with the configuration that Compose mounts.
 * Only addresses and, on request, durations and scrape jobs are changed.
 */
package shop.local.stack;
