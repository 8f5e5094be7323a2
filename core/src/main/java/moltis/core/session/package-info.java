/** Transcripts, the durable turn queue and the directory of sessions, as ports. */
@NullMarked
package moltis.core.session;

import org.jspecify.annotations.NullMarked;
