/** Sign-in with a browser or a device code, the token store and its refresh, and the exchange of a sign-in for an API key. */
@NullMarked
package moltis.oauth;

import org.jspecify.annotations.NullMarked;
