/** Prepares the start of a service. */
package shop.defaults.startup;
