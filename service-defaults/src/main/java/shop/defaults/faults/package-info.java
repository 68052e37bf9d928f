/** Faults that are switched on while a service runs, each for a while, to practise what signals are for. */
package shop.defaults.faults;
