/** What sessions remember, in the database and the data directory; {@link moltis.sessions.Sessions} is the door. */
@NullMarked
package moltis.sessions;

import org.jspecify.annotations.NullMarked;
