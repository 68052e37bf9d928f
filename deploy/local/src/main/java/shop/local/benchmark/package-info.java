/** Programs that measure the shop under load, and the one that trains the AOT caches. */
package shop.local.benchmark;
