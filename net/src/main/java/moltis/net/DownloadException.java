package moltis.net;

import java.io.IOException;
import java.util.List;

/** No source delivered the file. The message names each source with what went wrong there. */
public final class DownloadException extends IOException {

    private static final long serialVersionUID = 1L;

    DownloadException(String file, List<String> failures) {
        super(file + " could not be downloaded: " + String.join("; ", failures));
    }
}
