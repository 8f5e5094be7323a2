package moltis.gateway.socket;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Joins the pieces of one message. Past the limit it keeps only the beginning, so that the answer can still name the
 * request, and counts the rest. Not safe for use by many threads.
 */
final class MessageAssembly {

    private static final int KEPT = 4096;

    private final int limit;
    private byte[] bytes = new byte[0];
    private int length;
    private long total;

    MessageAssembly(int limit) {
        this.limit = limit;
    }

    void add(ByteBuffer piece) {
        int size = piece.remaining();
        total += size;
        if (isTooLarge()) {
            keepBeginning(piece);
            return;
        }
        if (length + size > bytes.length)
            bytes = Arrays.copyOf(bytes, length == 0 ? size : Math.max(length + size, Math.min(limit, 2 * length)));
        piece.get(bytes, length, size);
        length += size;
    }

    private void keepBeginning(ByteBuffer piece) {
        int kept = Math.min(length, KEPT);
        int more = Math.min(KEPT - kept, piece.remaining());
        bytes = Arrays.copyOf(bytes, kept + more);
        piece.get(bytes, kept, more);
        piece.position(piece.limit());
        length = kept + more;
    }

    boolean isTooLarge() {
        return total > limit;
    }

    /** How large the message was, kept or not. */
    long total() {
        return total;
    }

    /** What was kept, and an empty assembly for the next message. */
    byte[] take() {
        byte[] message = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        bytes = new byte[0];
        length = 0;
        total = 0;
        return message;
    }
}
