/** Load for a program that answers HTTP, and measurements of what it costs; knows nothing of the shop. */
package shop.local.load;
