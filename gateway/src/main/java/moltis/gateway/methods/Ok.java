package moltis.gateway.methods;

/** It was done. */
public record Ok(boolean ok) {

    static final Ok DONE = new Ok(true);
}
