/** Drills: each causes an alert under load and follows it until it is resolved. */
package shop.local.drill;
