/** One turn of a conversation. */
@NullMarked
package moltis.agent;

import org.jspecify.annotations.NullMarked;
