package moltis.gateway;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import moltis.core.ConfigException;

/** Which address the gateway may listen on: one that other machines reach only if strangers are kept out. */
final class ListenAddress {

    private ListenAddress() {}

    /** @throws ConfigException if the text is no IP address */
    static InetSocketAddress of(String bind, int port) {
        return new InetSocketAddress(parse(bind), port);
    }

    /**
     * @param bind as it was written
     * @param keepsStrangersOut whether whoever comes from elsewhere has to show something; asked only if it matters
     * @throws ConfigException if others could reach the address although they may not
     */
    static void check(String bind, InetAddress address, BooleanSupplier keepsStrangersOut) {
        if (address.isLoopbackAddress() || keepsStrangersOut.getAsBoolean()) return;
        throw new ConfigException(
                "Moltis can't listen on " + bind
                        + ": other machines could reach it there, and it could not tell who they are, because there is"
                        + " no password and no passkey, or authentication is switched off.",
                "Set a password first: open Moltis on this machine, or start it with MOLTIS_PASSWORD and without"
                        + " auth.disabled. Or set server.bind to 127.0.0.1.");
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
