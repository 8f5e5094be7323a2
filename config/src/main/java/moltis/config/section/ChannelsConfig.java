package moltis.config.section;

import static moltis.config.schema.Types.FREE;
import static moltis.config.schema.Types.TEXTS;

import java.util.List;
import java.util.Map;
import moltis.config.schema.KeyReader;

/**
 * {@code [channels]}: chat services.
 *
 * @param accounts the settings of an account, by type and name of the account; each channel reads its own
 */
public record ChannelsConfig(List<String> offered, Map<String, Map<String, Map<String, Object>>> accounts) {

    private static final List<String> DEFAULT =
            List.of("telegram", "whatsapp", "msteams", "discord", "slack", "matrix", "nostr", "signal");

    static ChannelsConfig read(KeyReader keys) {
        List<String> offered = keys.hot().get("offered", TEXTS, DEFAULT, "Kinds of channels that the browser offers.");
        return new ChannelsConfig(offered.isEmpty() ? DEFAULT : offered, keys.others(ChannelsConfig::accounts));
    }

    private static Map<String, Map<String, Object>> accounts(KeyReader type) {
        return type.othersAs(FREE, "Settings of one account; the channel's page lists them.");
    }

    /** Without the settings, which may hold tokens. */
    @Override
    public String toString() {
        return "ChannelsConfig[offered=" + offered + ", types=" + accounts.keySet() + "]";
    }
}
