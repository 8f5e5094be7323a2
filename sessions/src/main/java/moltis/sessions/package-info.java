/** Conversations on disk. */
@NullMarked
package moltis.sessions;

import org.jspecify.annotations.NullMarked;
