/** Faults that operators switch on while a service runs, each for a limited time. */
package shop.defaults.faults;
