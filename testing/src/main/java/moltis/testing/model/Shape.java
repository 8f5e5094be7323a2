package moltis.testing.model;

/**
 * What the network does to a stream.
 *
 * @param cutAfter how many bytes of the body arrive before the connection breaks; negative lets all through
 * @param pieces how many bytes arrive at a time; 0 leaves that to the server
 */
public record Shape(int cutAfter, int pieces) {

    public static final Shape INTACT = new Shape(-1, 0);

    public static Shape cutAfter(int bytes) {
        return new Shape(bytes, 0);
    }

    public static Shape inPiecesOf(int bytes) {
        return new Shape(-1, bytes);
    }
}
