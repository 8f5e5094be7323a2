package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.MILLIS;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.SECONDS;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.U8;
import static moltis.config.schema.Types.choice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [tools.browser]}. */
public record BrowserConfig(
        boolean enabled,
        Optional<Path> chromePath,
        Optional<Path> obscuraPath,
        Optional<Path> lightpandaPath,
        boolean headless,
        int viewportWidth,
        int viewportHeight,
        double deviceScaleFactor,
        long maxInstances,
        int memoryLimitPercent,
        Duration idleTimeout,
        Duration navigationTimeout,
        Optional<String> userAgent,
        List<String> chromeArgs,
        String sandboxImage,
        List<String> allowedDomains,
        long lowMemoryThresholdMb,
        boolean persistProfile,
        Optional<Path> profileDir,
        String containerHost,
        BrowserlessVersion browserlessApiVersion) {

    static BrowserConfig read(KeyReader keys) {
        return new BrowserConfig(
                keys.get("enabled", FLAG, true, "Offer a browser to the agent."),
                keys.optional("chrome_path", PATH, "The Chrome or Chromium program; without it the one that is found."),
                keys.optional("obscura_path", PATH, "The Obscura program."),
                keys.optional("lightpanda_path", PATH, "The Lightpanda program."),
                keys.get("headless", FLAG, true, "Run without a window."),
                keys.get("viewport_width", U32, 2560, "Width of the page in pixels."),
                keys.get("viewport_height", U32, 1440, "Height of the page in pixels."),
                keys.get("device_scale_factor", DECIMAL, 2.0, "Pixels per point."),
                keys.get("max_instances", U64, 0L, "Most browsers at a time; 0 is as memory allows."),
                keys.get("memory_limit_percent", U8, 90, "No new browser while more memory than this is in use."),
                keys.get(
                        "idle_timeout_secs",
                        SECONDS,
                        Duration.ofSeconds(300),
                        "Close a browser after this time without use."),
                keys.get("navigation_timeout_ms", MILLIS, Duration.ofMillis(30000), "Time limit of loading a page."),
                keys.optional("user_agent", TEXT, "What the browser calls itself."),
                keys.get("chrome_args", TEXTS, List.of(), "Further arguments of the program."),
                keys.get("sandbox_image", TEXT, "docker.io/browserless/chrome", "Image of the browser in a sandbox."),
                keys.get("allowed_domains", TEXTS, List.of(), "Names that may be visited; empty means all."),
                keys.get(
                        "low_memory_threshold_mb",
                        U64,
                        2048L,
                        "Save memory on machines below this size in MB; 0 is never."),
                keys.get("persist_profile", FLAG, true, "Keep logins and cookies."),
                keys.optional("profile_dir", PATH, "Absolute folder of the profile."),
                keys.get("container_host", TEXT, "127.0.0.1", "Where the browser's container is reached."),
                keys.get(
                        "browserless_api_version",
                        choice(BrowserlessVersion.class),
                        BrowserlessVersion.V1,
                        "API of the browser image."));
    }

    /** API of the browser image. */
    public enum BrowserlessVersion implements Choice {
        V1,
        V2
    }
}
