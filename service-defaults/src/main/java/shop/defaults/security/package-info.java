/** Who calls, and how that is known. */
package shop.defaults.security;
