package moltis.providers.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the data of server-sent events, as bytes: nothing is decoded before an event is complete, so no character can be
 * torn. Lines may end in LF, CR or CRLF; comments and other fields are skipped; the last event needs no blank line.
 *
 * <p>Some servers send no blank line between events. Two data lines of which one ends and the next begins a JSON value
 * can't be one value, so they are taken as two events.
 *
 * <p>After {@link #next()} the event lies in {@link #buffer()} at {@link #offset()}, until the next call. Not thread-safe.
 */
final class SseReader {

    private static final byte[] DATA = "data".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int frameLimit;
    private final long totalLimit;
    private byte[] bytes = new byte[8192];
    /** What was read and not yet consumed: {@code bytes[from..to)}. */
    private int from;

    private int to;
    private int lineStart;
    private long total;
    private boolean skipLineFeed;
    private boolean atStart = true;
    private boolean ended;
    /** A copy of the event's data; used only when the event has several data lines. */
    private byte[] joined = new byte[0];

    private byte[] event = bytes;
    private int eventOffset;
    private int eventLength;

    SseReader(InputStream in, int frameLimit, long totalLimit) {
        this.in = in;
        this.frameLimit = frameLimit;
        this.totalLimit = totalLimit;
    }

    byte[] buffer() {
        return event;
    }

    int offset() {
        return eventOffset;
    }

    int length() {
        return eventLength;
    }

    /**
     * Goes to the next event that has data; false at the end of the stream.
     *
     * @throws FrameTooLongException if an event or the whole answer is longer than allowed
     */
    boolean next() throws IOException {
        if (from == to) {
            from = 0;
            to = 0;
        }
        boolean found = false;
        while (true) {
            int end = lineEnd();
            boolean last = end < 0;
            if (last) {
                if (from == to) return found;
                lineStart = from;
                end = to;
                from = to;
            }
            if (end == lineStart) {
                if (found) return true;
                continue;
            }
            if (found && startsNewValue(lineStart, end)) {
                from = lineStart;
                skipLineFeed = false;
                return true;
            }
            if (dataOf(lineStart, end, found)) found = true;
            if (last) return found;
        }
    }

    /**
     * Consumes one line and returns where it ends, or -1 when the stream ended before its end. The line begins at
     * {@link #lineStart}; reading on may have moved it.
     */
    private int lineEnd() throws IOException {
        int scan = from;
        while (true) {
            if (skipLineFeed && from < to) {
                if (bytes[from] == '\n') from++;
                skipLineFeed = false;
                scan = from;
            }
            for (; scan < to; scan++) {
                byte b = bytes[scan];
                if (b != '\n' && b != '\r') continue;
                lineStart = from;
                from = scan + 1;
                skipLineFeed = b == '\r';
                return scan;
            }
            int before = from;
            if (!fill()) return -1;
            scan -= before - from;
        }
    }

    /** Takes a line's data: where it lies when it is the event's first, joined with a line feed otherwise. */
    private boolean dataOf(int start, int end, boolean more) throws IOException {
        if (atStart) {
            atStart = false;
            if (end - start >= 3 && Arrays.equals(bytes, start, start + 3, BYTE_ORDER_MARK, 0, 3)) start += 3;
        }
        int name = DATA.length;
        if (end - start < name || !Arrays.equals(bytes, start, start + name, DATA, 0, name)) return false;
        int at = start + name;
        if (at < end) {
            if (bytes[at] != ':') return false;
            at++;
            if (at < end && bytes[at] == ' ') at++;
        }
        if (!more) {
            event = bytes;
            eventOffset = at;
            eventLength = end - at;
            return true;
        }
        int length = eventLength + 1 + end - at;
        if (length > frameLimit) throw new FrameTooLongException(frameLimit);
        if (event != joined || joined.length < length) {
            byte[] larger = joined.length < length ? new byte[length * 2] : joined;
            System.arraycopy(event, eventOffset, larger, 0, eventLength);
            joined = larger;
        }
        joined[eventLength] = '\n';
        System.arraycopy(bytes, at, joined, eventLength + 1, end - at);
        event = joined;
        eventOffset = 0;
        eventLength = length;
        return true;
    }

    private boolean startsNewValue(int start, int end) {
        if (eventLength == 0 || event[eventOffset + eventLength - 1] != '}') return false;
        int at = start + DATA.length + 1;
        if (at >= end || !Arrays.equals(bytes, start, start + DATA.length, DATA, 0, DATA.length)) return false;
        if (bytes[at] == ' ') at++;
        return at < end && (bytes[at] == '{' || bytes[at] == '[');
    }

    private boolean fill() throws IOException {
        if (ended) return false;
        if (to == bytes.length) makeRoom();
        int read = in.read(bytes, to, bytes.length - to);
        if (read < 0) {
            ended = true;
            return false;
        }
        total += read;
        if (total > totalLimit) throw new FrameTooLongException(totalLimit);
        to += read;
        return true;
    }

    /** Moves what is still needed into a buffer with room; an event that lies in the old buffer stays readable there. */
    private void makeRoom() throws IOException {
        int kept = to - from;
        if (kept >= frameLimit) throw new FrameTooLongException(frameLimit);
        byte[] target = new byte[kept > bytes.length / 2 ? bytes.length * 2 : bytes.length];
        System.arraycopy(bytes, from, target, 0, kept);
        bytes = target;
        from = 0;
        to = kept;
    }
}
