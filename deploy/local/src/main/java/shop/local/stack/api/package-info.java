/** HTTP clients of the observability stack's programs. */
package shop.local.stack.api;
