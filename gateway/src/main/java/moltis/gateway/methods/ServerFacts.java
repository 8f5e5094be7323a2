package moltis.gateway.methods;

import java.time.Instant;

/** What is known about the server from its start on. @param host the name of the machine */
public record ServerFacts(String version, String host, Instant startedAt) {}
