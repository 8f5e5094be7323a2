package moltis.gateway.socket;

import java.util.Optional;
import moltis.gateway.access.Identity;
import moltis.gateway.access.Peer;

/** What the upgrade request told. @param who whom the gate took its sender for @param from where it came from */
public record Upgrade(Identity who, Peer from, Optional<String> acceptLanguage) {}
