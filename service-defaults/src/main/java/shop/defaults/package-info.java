/** What the shop's services share; nothing here knows a service or its domain. */
package shop.defaults;
