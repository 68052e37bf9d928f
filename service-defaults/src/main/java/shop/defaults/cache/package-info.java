/** Read-through caches in Redis. */
package shop.defaults.cache;
