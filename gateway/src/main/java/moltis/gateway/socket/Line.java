package moltis.gateway.socket;

import java.util.List;

/** The way to one client, below the protocol. Safe for use by many threads. */
interface Line {

    /**
     * Writes text frames, in order. Blocks until they are handed to the network.
     *
     * @return false when the line is dead
     */
    boolean write(List<byte[]> frames) throws InterruptedException;

    /** Asks the other end for a sign of life. */
    void ping();

    /** Ends the connection with a code; one that does not answer is cut after a moment. */
    void close(CloseCode code, String reason);
}
