package moltis.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name into the addresses that may be connected to. A guard that refuses addresses sits here. */
@FunctionalInterface
public interface NameResolver {

    /** Asks the operating system and allows every answer. */
    NameResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /** @throws UnknownHostException if the name has no address, or none that is allowed; the message is shown */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
