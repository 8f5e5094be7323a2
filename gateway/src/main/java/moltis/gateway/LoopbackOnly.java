package moltis.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import moltis.core.ConfigException;

/** Which address the gateway may listen on while nobody has to prove who they are: one that only this machine reaches. */
final class LoopbackOnly {

    private LoopbackOnly() {}

    /** @throws ConfigException if the text is no IP address, or one that other machines reach */
    static InetSocketAddress check(String bind, int port) {
        InetAddress address = parse(bind);
        if (!address.isLoopbackAddress())
            throw new ConfigException(
                    "Moltis can't listen on " + bind
                            + ": other machines could reach it there, and it can't tell yet who " + "they are.",
                    "Set server.bind to 127.0.0.1 or ::1. To use it from another machine, forward the port with SSH.");
        return new InetSocketAddress(address, port);
    }

    private static InetAddress parse(String bind) {
        try {
            return InetAddress.ofLiteral(bind.strip());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "invalid bind address '" + bind + "': it is not an IP address",
                    "Set server.bind to an address such as 127.0.0.1 or ::1.",
                    e);
        }
    }
}
