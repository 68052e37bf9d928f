/** The services' fault switches, for operators. */
package shop.frontend.faults;
