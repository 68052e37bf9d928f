/**
 * The whole suite on one machine: services, databases, exporters and the observability stack as child processes, with the
 * stack's own configuration. Only addresses and, where asked for, durations are replaced.
 */
package shop.local.stack;
