/** Open-loop and closed-loop load for any HTTP server, and what it measured. Knows nothing of the shop. */
package shop.local.load;
