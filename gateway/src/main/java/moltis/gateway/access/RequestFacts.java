package moltis.gateway.access;

import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;

/** What is known about an HTTP request or an upgrade before anybody decided about it. */
public interface RequestFacts {

    String method();

    String path();

    /** All values of a header, in their order. */
    List<String> headers(String name);

    /** The first value of a header. */
    default Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    /** Whether it came over TLS that this process ended itself. */
    default boolean secure() {
        return false;
    }

    /** The other end of the connection. */
    SocketAddress peer();
}
