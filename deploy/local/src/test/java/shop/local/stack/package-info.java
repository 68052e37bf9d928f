/** The files of the observability stack hang together. */
package shop.local.stack;
