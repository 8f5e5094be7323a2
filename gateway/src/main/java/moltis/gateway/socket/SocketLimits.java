package moltis.gateway.socket;

import java.time.Duration;

/**
 * What a client may use, and how long it may be silent.
 *
 * @param maxPayload bytes of one message from a client
 * @param maxBufferedBytes bytes that wait for one client
 * @param maxFrames frames that wait for one client
 * @param maxInFlight requests of one client that are worked on at a time
 * @param handshake how long a client may take to introduce itself
 * @param tick how often clients are told the time and asked whether they are there
 * @param silence after how long without any sign of life a client counts as gone
 */
public record SocketLimits(
        int maxPayload,
        int maxBufferedBytes,
        int maxFrames,
        int maxInFlight,
        Duration handshake,
        Duration tick,
        Duration silence) {

    public static final SocketLimits DEFAULT = new SocketLimits(
            524_288, 1_572_864, 512, 256, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(90));
}
