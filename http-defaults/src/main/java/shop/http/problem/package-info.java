/** Failures of requests as RFC 9457 problem details. */
package shop.http.problem;
