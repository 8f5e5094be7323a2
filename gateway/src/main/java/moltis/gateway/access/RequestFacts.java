package moltis.gateway.access;

import java.net.SocketAddress;
import java.util.Optional;

/** What is known about an HTTP request or an upgrade before anybody decided about it. */
public interface RequestFacts {

    String method();

    String path();

    /** The first value of a header. */
    Optional<String> header(String name);

    /** The other end of the connection. */
    SocketAddress peer();
}
