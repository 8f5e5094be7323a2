/** An authenticator that makes passkeys without any hardware. */
@NullMarked
package moltis.testing.access;

import org.jspecify.annotations.NullMarked;
