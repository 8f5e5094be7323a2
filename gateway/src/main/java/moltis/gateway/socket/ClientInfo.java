package moltis.gateway.socket;

/** What a client says about itself. Believed for display only. */
record ClientInfo(String id, String version, String platform, String mode) {}
