package moltis.gateway.auth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What anybody may know before signing in: the answer of {@code GET /api/auth/status}.
 *
 * @param setupRequired whether whoever asks has to set up before anything else
 * @param setupComplete whether there is a password or a passkey
 * @param authenticated whether whoever asks is let in
 * @param setupCodeRequired whether setting up takes the code that the gateway has printed
 * @param localhostOnly whether only this machine can reach the gateway
 * @param passkeyOrigins the addresses at which passkeys work
 * @param passkeyHostUpdateRequired whether the gateway has a name under which there is no passkey yet
 */
record AuthStatus(
        @JsonProperty("setup_required") boolean setupRequired,
        @JsonProperty("setup_complete") boolean setupComplete,
        @JsonProperty("has_passkeys") boolean hasPasskeys,
        boolean authenticated,
        @JsonProperty("auth_disabled") boolean authDisabled,
        @JsonProperty("setup_code_required") boolean setupCodeRequired,
        @JsonProperty("has_password") boolean hasPassword,
        @JsonProperty("localhost_only") boolean localhostOnly,
        @JsonProperty("webauthn_available") boolean webauthnAvailable,
        @JsonProperty("passkey_origins") List<String> passkeyOrigins,
        @JsonProperty("passkey_host_update_required") boolean passkeyHostUpdateRequired,
        @JsonProperty("passkey_host_update_hosts") List<String> passkeyHostUpdateHosts) {}
