package moltis.oauth;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import moltis.oauth.TokenEndpoint.DeviceAuthorization;

/** Waits until a person has typed the device's code: the polling rules of RFC 8628 §3.5. */
final class DeviceSignIn {

    private static final Duration SLOWER = Duration.ofSeconds(5);
    private static final int PASSING_FAILURES = 5;

    private final TokenEndpoint endpoint;
    private final Clock clock;
    private final Pause pause;

    DeviceSignIn(TokenEndpoint endpoint, Clock clock, Pause pause) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.pause = pause;
    }

    /** Blocks until the person agrees, refuses, or the code ends; interrupt to cancel. */
    TokenSet await(OAuthConfig config, DeviceAuthorization authorization, Map<String, String> headers)
            throws OAuthFailure, InterruptedException {
        Duration interval = authorization.interval();
        int failures = 0;
        while (clock.instant().isBefore(authorization.expiresAt())) {
            pause.forDuration(interval);
            try {
                return endpoint.pollDevice(config, authorization.deviceCode(), headers);
            } catch (OAuthFailure e) {
                switch (e.error()) {
                    case "authorization_pending" -> failures = 0;
                    case "slow_down" -> interval = interval.plus(SLOWER);
                    default -> {
                        if (!e.isPassing() || ++failures > PASSING_FAILURES) throw e;
                        interval = interval.plus(Duration.ofSeconds(failures));
                    }
                }
            }
        }
        throw new OAuthFailure("expired_token", "the code was not used in time", 0);
    }
}
