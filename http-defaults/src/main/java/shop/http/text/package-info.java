/** Rules for text. */
package shop.http.text;
