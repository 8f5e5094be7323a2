package moltis.providers.local;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The head of a model file, read in Java so that native code never sees a file that is none. Only what we need is kept;
 * word lists are skipped.
 *
 * @param name what the model calls itself
 * @param contextTokens what the model was trained for
 */
record GgufFile(Optional<String> name, OptionalInt contextTokens) {

    private static final int MAGIC = 0x46554747;
    private static final long MOST_ENTRIES = 100_000;
    private static final long LONGEST_STRING = 16 << 20;
    private static final int LONGEST_KEPT = 1_000;

    private static final int STRING = 8;
    private static final int ARRAY = 9;

    /** @throws IOException if the file is not a model; the message says how we know */
    static GgufFile read(Path file) throws IOException {
        try (var in = new Reader(Files.newInputStream(file))) {
            if (in.int32() != MAGIC) throw new IOException("it does not begin as a GGUF file does");
            int version = in.int32();
            if (version < 2 || version > 3) throw new IOException("GGUF version " + version + " is not known");
            in.int64();
            long entries = in.int64();
            if (entries < 0 || entries > MOST_ENTRIES) throw new IOException("its head is damaged");
            Map<String, Object> kept = new HashMap<>();
            for (long i = 0; i < entries; i++) {
                String key = in.string();
                Object value = in.value(in.int32());
                kept.put(key, value);
            }
            String architecture = kept.getOrDefault("general.architecture", "").toString();
            Object context = kept.get(architecture + ".context_length");
            return new GgufFile(
                    Optional.ofNullable(kept.get("general.name")).map(Object::toString),
                    context instanceof Number tokens ? OptionalInt.of(tokens.intValue()) : OptionalInt.empty());
        } catch (EOFException e) {
            throw new IOException("it ends too early", e);
        }
    }

    /** Reads the file's little-endian numbers. */
    private static final class Reader implements AutoCloseable {

        private final DataInputStream in;

        Reader(InputStream file) {
            in = new DataInputStream(new BufferedInputStream(file, 1 << 16));
        }

        int int32() throws IOException {
            return Integer.reverseBytes(in.readInt());
        }

        long int64() throws IOException {
            return Long.reverseBytes(in.readLong());
        }

        String string() throws IOException {
            long length = int64();
            if (length < 0 || length > LONGEST_STRING) throw new IOException("its head is damaged");
            int kept = (int) Math.min(length, LONGEST_KEPT);
            byte[] bytes = new byte[kept];
            in.readFully(bytes);
            in.skipNBytes(length - kept);
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** The value; for a list nothing but a mark that it was there. */
        Object value(int type) throws IOException {
            if (type == STRING) return string();
            if (type != ARRAY) return number(type);
            int itemType = int32();
            long items = int64();
            if (items < 0 || items > LONGEST_STRING) throw new IOException("its head is damaged");
            if (itemType == STRING) {
                for (long i = 0; i < items; i++) {
                    long length = int64();
                    if (length < 0 || length > LONGEST_STRING) throw new IOException("its head is damaged");
                    in.skipNBytes(length);
                }
            } else {
                in.skipNBytes(items * size(itemType));
            }
            return "";
        }

        private Number number(int type) throws IOException {
            return switch (size(type)) {
                case 1 -> in.readByte();
                case 2 -> Short.reverseBytes(in.readShort());
                case 4 -> int32();
                default -> int64();
            };
        }

        private static int size(int type) throws IOException {
            return switch (type) {
                case 0, 1, 7 -> 1;
                case 2, 3 -> 2;
                case 4, 5, 6 -> 4;
                case 10, 11, 12 -> 8;
                default -> throw new IOException("its head is damaged");
            };
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
