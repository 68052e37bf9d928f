/** Compares the signals that the services emit with the catalogue, observability-stack/signals.yaml. */
package shop.local.signals;
