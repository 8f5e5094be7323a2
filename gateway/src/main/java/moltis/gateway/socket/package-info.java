/** The WebSocket protocol: handshake, frames, subscriptions and the fan-out of events. */
@NullMarked
package moltis.gateway.socket;

import org.jspecify.annotations.NullMarked;
