/** The accounts and products of the demo. */
package shop.frontend.demo;
