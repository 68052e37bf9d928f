/** What browsers report: spans and errors of the page, bounded and without personal data. */
package shop.frontend.browser;
