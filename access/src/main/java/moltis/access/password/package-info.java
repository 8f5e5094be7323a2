/** What may be a password, and how one is kept. */
@NullMarked
package moltis.access.password;

import org.jspecify.annotations.NullMarked;
