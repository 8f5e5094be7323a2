package moltis.providers.wire;

import java.io.IOException;

/** A server sent more in one piece than an honest one would. */
final class FrameTooLongException extends IOException {

    private static final long serialVersionUID = 1L;

    FrameTooLongException(long limit) {
        super("more than " + limit + " bytes");
    }
}
