package moltis.sessions;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import moltis.core.json.Json;
import tools.jackson.core.JacksonException;

/** Finds out what a file is: from its content first, because names and headers lie. */
final class ContentTypes {

    /** How much of a file is enough to tell. */
    static final int ENOUGH = 64 * 1024;

    static final String UNKNOWN = "application/octet-stream";

    private record Signature(String type, int at, byte[] bytes) {
        Signature(String type, int at, String latin1) {
            this(type, at, latin1.getBytes(StandardCharsets.ISO_8859_1));
        }

        boolean matches(byte[] content) {
            int end = at + bytes.length;
            return content.length >= end && Arrays.equals(content, at, end, bytes, 0, bytes.length);
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("image/png", 0, "\u0089PNG\r\n\u001a\n"),
            new Signature("image/jpeg", 0, "\u00ff\u00d8\u00ff"),
            new Signature("image/gif", 0, "GIF87a"),
            new Signature("image/gif", 0, "GIF89a"),
            new Signature("image/webp", 8, "WEBP"),
            new Signature("image/avif", 4, "ftypavif"),
            new Signature("image/heic", 4, "ftypheic"),
            new Signature("image/bmp", 0, "BM"),
            new Signature("image/tiff", 0, "II*\0"),
            new Signature("image/tiff", 0, "MM\0*"),
            new Signature("application/pdf", 0, "%PDF-"),
            new Signature("application/zip", 0, "PK\u0003\u0004"),
            new Signature("application/zip", 0, "PK\u0005\u0006"),
            new Signature("application/gzip", 0, "\u001f\u008b"));

    private static final Map<String, String> BY_ENDING = Map.ofEntries(
            Map.entry("txt", "text/plain"),
            Map.entry("csv", "text/csv"),
            Map.entry("md", "text/markdown"),
            Map.entry("css", "text/css"),
            Map.entry("js", "text/javascript"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("opus", "audio/ogg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("webm", "audio/webm"),
            Map.entry("mp4", "video/mp4"));

    private ContentTypes() {}

    /**
     * @param head the content, or the first {@link #ENOUGH} bytes of it
     * @param declared what the sender says, if it says something
     */
    static String of(byte[] head, String name, Optional<String> declared) {
        for (Signature signature : SIGNATURES) if (signature.matches(head)) return signature.type();
        Optional<String> text = utf8(head);
        if (text.isPresent()) {
            String start = text.get().stripLeading().toLowerCase(Locale.ROOT);
            if (isJson(start, text.get())) return "application/json";
            if (start.startsWith("<!doctype html") || start.startsWith("<html")) return "text/html";
            if (start.startsWith("<?xml") || start.startsWith("<svg")) return "application/xml";
        }
        return declared.map(ContentTypes::withoutParameters)
                .filter(type -> !type.equals(UNKNOWN) && type.matches("[a-z0-9.+-]+/[a-z0-9.+-]+"))
                .or(() -> Optional.ofNullable(BY_ENDING.get(ending(name))))
                .orElse(text.isPresent() ? "text/plain" : UNKNOWN);
    }

    private static boolean isJson(String start, String text) {
        if (!start.startsWith("{") && !start.startsWith("[")) return false;
        try {
            Json.parse(text);
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static Optional<String> utf8(byte[] head) {
        // The last character may be cut when this is only the beginning.
        int end = head.length < ENOUGH ? head.length : head.length - 4;
        while (end > 0 && end < head.length && (head[end] & 0xC0) == 0x80) end--;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(head, 0, end))
                    .toString();
            return text.indexOf('\0') < 0 ? Optional.of(text) : Optional.empty();
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutParameters(String type) {
        return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
