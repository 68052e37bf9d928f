/** How this service calls others: with its own token, and with one failure for all that goes wrong on the way. */
package shop.order.client;
