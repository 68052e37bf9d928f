/**
 * The outbox: publishes the events of orders to the stream {@code orders} and keeps them until all consumers have
 * acknowledged them.
 */
package shop.order.outbox;
