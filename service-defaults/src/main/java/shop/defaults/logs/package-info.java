/** Where log records go beside standard output, and how their levels are changed. */
package shop.defaults.logs;
