package moltis.app;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import moltis.app.terminal.TerminalText;
import tools.jackson.databind.JsonNode;

/** All about one provider, for people. */
record ProviderText(PrintStream out) {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** @param provider an entry of {@code providers.available} @param models those of {@code models.list_all} it has */
    void print(JsonNode provider, JsonNode models) {
        line(provider.path("displayName").asString("") + " ("
                + provider.path("name").asString("") + ")");
        line("  state      " + state(provider));
        if (provider.path("since").isNumber()) line("  since      " + moment(provider.path("since")));
        line("  address    "
                + provider.path("baseUrl")
                        .asString(provider.path("defaultBaseUrl").asString("")));
        for (JsonNode source : provider.path("keySources")) {
            line("  " + (source.path("used").asBoolean(false) ? "used       " : "not used   ")
                    + source.path("source").asString("") + ": "
                    + source.path("why").asString(""));
        }
        JsonNode use = provider.path("lastUse");
        if (use.isObject()) {
            String how = use.path("ok").asBoolean(false)
                    ? "went well"
                    : use.path("error").asString("failed");
            line("  last use   " + moment(use.path("at")) + ", " + how);
        }
        JsonNode signIn = provider.path("signIn");
        if (signIn.isObject()) {
            line("  sign-in    " + (signIn.path("official").asBoolean(false) ? "official" : "unofficial") + ", as of "
                    + signIn.path("checkedOn").asString("") + ". "
                    + signIn.path("note").asString(""));
        }
        line("  models     " + models.size());
        for (JsonNode model : models) line("    " + model.path("id").asString(""));
    }

    private static String state(JsonNode provider) {
        String by = provider.path("connectedBy").asString("");
        String how = by.isEmpty() ? "" : " (by " + by + ")";
        return provider.path("state").asString("none") + how;
    }

    private static String moment(JsonNode millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis.asLong()).atZone(ZoneId.systemDefault()));
    }

    private void line(String text) {
        out.println(TerminalText.safe(text));
    }
}
