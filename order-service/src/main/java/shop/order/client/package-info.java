/** What the clients of other services share: the service token and the mapping of failures. */
package shop.order.client;
