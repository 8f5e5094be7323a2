package moltis.gateway.socket;

import org.jspecify.annotations.Nullable;

/**
 * An event, encoded once for all who listen. Only its number is missing, which it gets when it is sent.
 *
 * @param droppable whether a slow client may miss it
 * @param merge what may become of it when one like it still waits for the same client
 * @param group those that may be merged, and whose order among each other counts: a run, or an event's name
 * @param head the frame up to the text of a delta, or up to the number when it is no delta
 * @param text the escaped text of a delta, else empty
 * @param tail what comes between the text of a delta and the number, else empty
 */
record EventFrame(boolean droppable, Merge merge, @Nullable String group, byte[] head, byte[] text, byte[] tail) {

    enum Merge {
        /** Stays as it is. */
        NEVER,
        /** Its text is added to that of the one before it. */
        APPEND,
        /** It takes the place of the one before it. */
        REPLACE
    }

    /** The whole frame. */
    byte[] bytes(long seq) {
        return assemble(head, text, text.length, tail, seq);
    }

    static byte[] assemble(byte[] head, byte[] text, int textLength, byte[] tail, long seq) {
        String number = Long.toString(seq);
        byte[] frame = new byte[head.length + textLength + tail.length + number.length() + 8];
        int at = copy(head, head.length, frame, 0);
        at = copy(text, textLength, frame, at);
        at = copy(tail, tail.length, frame, at);
        at = ascii(",\"seq\":", frame, at);
        at = ascii(number, frame, at);
        frame[at] = '}';
        return frame;
    }

    private static int copy(byte[] from, int length, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, length);
        return at + length;
    }

    private static int ascii(String from, byte[] to, int at) {
        for (int i = 0; i < from.length(); i++) to[at + i] = (byte) from.charAt(i);
        return at + from.length();
    }
}
