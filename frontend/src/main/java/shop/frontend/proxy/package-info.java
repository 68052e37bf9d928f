/** The services' APIs at the frontend's address. */
package shop.frontend.proxy;
