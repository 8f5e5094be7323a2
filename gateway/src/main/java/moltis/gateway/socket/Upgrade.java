package moltis.gateway.socket;

import java.util.Optional;
import moltis.gateway.access.Identity;

/** What the upgrade request told. @param who whom the gate took its sender for */
public record Upgrade(Identity who, Optional<String> acceptLanguage) {}
