package moltis.gateway.access;

import java.net.InetAddress;

/**
 * From where a request comes.
 *
 * @param address whom limits count for; behind a proxy the client's, as far as trusted proxies tell it
 * @param local whether it comes from this machine without a detour, for one of this machine's names
 */
public record Peer(InetAddress address, boolean local) {}
