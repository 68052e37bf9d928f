/** The catalogue of signals, what the services emit, and the differences between the two. */
package shop.local.catalogue;
