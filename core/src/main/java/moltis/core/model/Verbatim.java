package moltis.core.model;

import java.util.Map;

/**
 * A request in the words of the program that asks, for a model that speaks the same protocol: its bytes go as they are, and
 * so do the answer's.
 *
 * @param body with the name by which the provider knows the model
 * @param headers that mean something to the provider; none of them holds a key
 * @param stream whether the answer comes in pieces
 * @param receiver gets the answer, on the thread that asks
 */
public record Verbatim(Protocol protocol, byte[] body, Map<String, String> headers, boolean stream, Receiver receiver) {

    public Verbatim {
        headers = Map.copyOf(headers);
    }

    /** Gets the bytes of an answer. May block, which slows the model down. */
    public interface Receiver {

        /** The answer begins; it is no error. */
        void begin(String contentType, Map<String, String> headers) throws InterruptedException;

        void bytes(byte[] bytes, int offset, int length) throws InterruptedException;
    }
}
