package moltis.oauth;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where Copilot's requests go. Only hosts of {@code githubcopilot.com} are believed, whatever the answer says.
 *
 * @param base without a trailing slash
 * @param enterprise whether it is a company's own endpoint, which wants streaming calls only
 */
public record CopilotEndpoint(URI base, boolean enterprise) {

    static final CopilotEndpoint INDIVIDUAL =
            new CopilotEndpoint(URI.create("https://api.individual.githubcopilot.com"), false);

    /** The endpoint that a token answer names: {@code endpoints.api}, else {@code proxy-ep}, else the individual one. */
    static CopilotEndpoint from(JsonNode answer) {
        return ofAddress(answer.path("endpoints").path("api").asString(""))
                .or(() -> ofHost(answer.path("proxy-ep").asString("")))
                .orElse(INDIVIDUAL);
    }

    /** The endpoint that {@link #text} was made from. */
    static Optional<CopilotEndpoint> parse(String text) {
        return text.contains("://") ? ofAddress(text) : ofHost(text);
    }

    String text() {
        return base.toString();
    }

    private static Optional<CopilotEndpoint> ofAddress(String text) {
        try {
            URI uri = URI.create(text.strip());
            String host = uri.getHost();
            boolean plain = "https".equals(uri.getScheme())
                    && uri.getRawUserInfo() == null
                    && uri.getPort() == -1
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (host == null || !plain || !isCopilots(host)) return Optional.empty();
            boolean enterprise =
                    !host.equals("api.githubcopilot.com") && !host.equals("api.individual.githubcopilot.com");
            return Optional.of(new CopilotEndpoint(URI.create("https://" + host), enterprise));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static Optional<CopilotEndpoint> ofHost(String host) {
        boolean name = host.matches("[A-Za-z0-9.-]+") && !host.matches("[0-9.]+");
        return name && isCopilots(host)
                ? Optional.of(new CopilotEndpoint(URI.create("https://" + host), true))
                : Optional.empty();
    }

    private static boolean isCopilots(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("githubcopilot.com") || name.endsWith(".githubcopilot.com");
    }
}
