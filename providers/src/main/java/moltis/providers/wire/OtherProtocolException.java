package moltis.providers.wire;

/** The reason behind a refusal: the provider has the model, but behind another protocol. */
final class OtherProtocolException extends Exception {

    private static final long serialVersionUID = 1L;

    OtherProtocolException() {
        super("the model is reached over another protocol");
    }
}
