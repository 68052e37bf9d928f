/** How a request that fails is answered: RFC 9457 problem details, rendered in one place. */
package shop.defaults.problem;
