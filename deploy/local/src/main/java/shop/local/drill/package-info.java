/** Drills: a fault is switched on under load, and its alert followed until it is resolved. */
package shop.local.drill;
