/** Signing in with a passkey (WebAuthn). */
@NullMarked
package moltis.access.passkey;

import org.jspecify.annotations.NullMarked;
