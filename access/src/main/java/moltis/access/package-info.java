/** Who gets in: passwords, passkeys, sessions, API keys and their scopes, and the limits on those who try. */
@NullMarked
package moltis.access;

import org.jspecify.annotations.NullMarked;
