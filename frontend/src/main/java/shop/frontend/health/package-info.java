/** The shop's health as the page shows it: from Prometheus, else from the services' own metrics. */
package shop.frontend.health;
