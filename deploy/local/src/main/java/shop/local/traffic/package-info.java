/** The one description of the shop's traffic: demo, load generator, benchmarks, drills and tests share it. */
package shop.local.traffic;
