/** The client of user-service. */
package shop.order.user;
