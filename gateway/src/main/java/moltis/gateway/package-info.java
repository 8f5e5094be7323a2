/** The HTTP and WebSocket server. */
@NullMarked
package moltis.gateway;

import org.jspecify.annotations.NullMarked;
