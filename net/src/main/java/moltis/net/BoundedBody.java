package moltis.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import okhttp3.ResponseBody;

/** Reads what a server sends, but never more than is good for us. */
public final class BoundedBody {

    private BoundedBody() {}

    /** @throws IOException if the body is longer than {@code limit} bytes */
    public static byte[] read(ResponseBody body, int limit) throws IOException {
        try (InputStream in = body.byteStream()) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) throw new IOException("the answer is longer than " + limit + " bytes");
            return bytes;
        }
    }

    /** The first {@code limit} bytes as text; for error bodies, which are only read to be shown. */
    public static String beginning(ResponseBody body, int limit) throws IOException {
        try (InputStream in = body.byteStream()) {
            return new String(in.readNBytes(limit), StandardCharsets.UTF_8);
        }
    }
}
