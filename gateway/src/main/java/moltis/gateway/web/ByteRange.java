package moltis.gateway.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A part of a file. @param first and {@code last} belong to it */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** What a {@code Range} header asks for. */
    sealed interface Wish {
        record Everything() implements Wish {}

        record Part(ByteRange range) implements Wish {}

        record Impossible() implements Wish {}
    }

    /** Anything but one range of bytes is answered with the whole file. */
    static Wish wish(Optional<String> header, long size) {
        if (header.isEmpty()) return new Wish.Everything();
        Matcher range = ONE.matcher(header.get().replace(" ", ""));
        if (!range.matches()) return new Wish.Everything();
        String from = range.group(1);
        String to = range.group(2);
        if (from.isEmpty() && to.isEmpty()) return new Wish.Everything();
        if (from.isEmpty()) {
            long length = Math.min(size, Long.parseLong(to));
            return length == 0 ? new Wish.Impossible() : new Wish.Part(new ByteRange(size - length, size - 1));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(to));
        return first >= size || first > last ? new Wish.Impossible() : new Wish.Part(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }

    /** Lets only this part of what is written through to {@code out}. */
    OutputStream of(OutputStream out) {
        return new Window(out);
    }

    private final class Window extends FilterOutputStream {

        private long at;

        Window(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            long from = Math.max(first, at);
            long to = Math.min(last + 1, at + length);
            if (from < to) out.write(bytes, offset + (int) (from - at), (int) (to - from));
            at += length;
        }
    }
}
