/** Faults while customers order, and what must hold afterwards: in the databases and in the answers that they got. */
package shop.local.chaos;
