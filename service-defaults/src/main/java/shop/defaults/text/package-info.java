/** Rules for text that callers send. */
package shop.defaults.text;
