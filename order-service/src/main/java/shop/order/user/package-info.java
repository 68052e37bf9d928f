/** user-service, as far as orders need it. */
package shop.order.user;
