package moltis.gateway.access;

import java.time.Instant;

/** By what a caller proved who it is. What it proved can be withdrawn while it is connected. */
public sealed interface Proof {

    /** By nothing: it may do what anybody may. */
    record None() implements Proof {}

    /** It is this process, or a command that has opened the data directory itself. */
    record Process() implements Proof {}

    /** It connects from this machine while nobody has to prove anything. */
    record Loopback() implements Proof {}

    /** It knows the token that the gateway has left for commands of the same user. */
    record Note() implements Proof {}

    record Session(long id) implements Proof {}

    record Key(long id) implements Proof {}

    /** @param since when this password was set */
    record Password(Instant since) implements Proof {}

    /** The token of the environment, which counts until there is a credential. */
    record Token() implements Proof {}

    Proof NONE = new None();
    Proof PROCESS = new Process();
    Proof LOOPBACK = new Loopback();
    Proof NOTE = new Note();
    Proof TOKEN = new Token();
}
