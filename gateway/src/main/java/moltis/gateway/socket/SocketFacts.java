package moltis.gateway.socket;

/**
 * What a handshake is told about the server.
 *
 * @param host the name of the machine
 * @param logRequests whether each request is one line in the log: its method and the names, never the values, of its
 *     parameters
 */
public record SocketFacts(String version, String host, boolean logRequests) {}
