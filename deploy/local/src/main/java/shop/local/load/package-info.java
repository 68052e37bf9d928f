/** Open-loop and closed-loop load for any HTTP server, and what it measured. Independent of the shop. */
package shop.local.load;
