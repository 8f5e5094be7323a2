package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.known;

import moltis.config.schema.KeyReader;

/** {@code [tailscale]}. */
public record TailscaleConfig(String mode, boolean resetOnExit) {

    static TailscaleConfig read(KeyReader keys) {
        return new TailscaleConfig(
                keys.get(
                        "mode",
                        known("off", "serve", "funnel"),
                        "off",
                        "Show the server in the tailnet (serve) or to everyone (funnel)."),
                keys.get("reset_on_exit", FLAG, true, "Take the mapping back when the server stops."));
    }
}
