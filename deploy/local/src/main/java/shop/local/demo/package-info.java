/** {@code make demo}: the shop on this machine without containers. */
package shop.local.demo;
