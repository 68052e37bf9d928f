/** Steady load for a long time, and what grows meanwhile. */
package shop.local.soak;
