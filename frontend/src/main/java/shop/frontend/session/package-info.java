/** Sign-in: access tokens in cookies that scripts cannot read. */
package shop.frontend.session;
