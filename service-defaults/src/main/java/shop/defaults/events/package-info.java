/** Events about orders, as messages of Redis streams: sent once or more often, and handled once in effect. */
package shop.defaults.events;
