/** What happens while the server works, and the bus that carries it. */
@NullMarked
package moltis.core.event;

import org.jspecify.annotations.NullMarked;
