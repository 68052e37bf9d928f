/** The client of inventory-service. */
package shop.order.inventory;
