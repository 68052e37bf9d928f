/** The observability stack's own files, held to what they promise. */
package shop.local.stack;
