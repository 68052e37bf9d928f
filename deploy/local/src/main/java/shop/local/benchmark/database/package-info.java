/** The databases of the benchmarked shops: their books, their growth, and PostgreSQL's own limit. */
package shop.local.benchmark.database;
