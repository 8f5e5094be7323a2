/** The newest log records, kept for people who look. */
@NullMarked
package moltis.gateway.log;

import org.jspecify.annotations.NullMarked;
