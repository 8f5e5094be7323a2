package moltis.config.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import moltis.config.section.FsConfig;
import moltis.config.section.ToolsConfig;
import moltis.config.section.WebConfig;

/** Limits of a run, files, commands and the web. */
final class ToolRules {

    private static final Pattern CIDR =
            Pattern.compile("(?:(\\d{1,3}(?:\\.\\d{1,3}){3})|([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*))(?:/(\\d{1,3}))?");

    private final ToolsConfig tools;
    private final Findings findings;

    ToolRules(ConfigRules.Facts facts, Findings findings) {
        this.tools = facts.config().tools();
        this.findings = findings;
    }

    void check() {
        ratios();
        files(tools.fs());
        commands();
        web(tools.web());
        relative("tools.browser.profile_dir", tools.browser().profileDir());
    }

    private void ratios() {
        int compaction = tools.toolResultCompactionRatio();
        int overflow = tools.preemptiveOverflowRatio();
        if (compaction > 100) findings.warn("tools.tool_result_compaction_ratio", "is more than 100 percent.", "");
        if (overflow > 100) findings.warn("tools.preemptive_overflow_ratio", "is more than 100 percent.", "");
        if (overflow == 0) {
            findings.warn(
                    "tools.preemptive_overflow_ratio",
                    "is 0, so a full window is met only when the model refuses.",
                    "");
        } else if (compaction > 0 && overflow <= compaction) {
            findings.warn(
                    "tools.preemptive_overflow_ratio", "should be more than tools.tool_result_compaction_ratio.", "");
        }
    }

    private void files(FsConfig files) {
        if (files.mustReadBeforeWrite() && !files.trackReads()) {
            findings.error("tools.fs", "must_read_before_write needs track_reads.", "set tools.fs.track_reads = true");
        }
        if (files.workspaceRoot().filter(root -> !root.isAbsolute()).isPresent()) {
            findings.error("tools.fs.workspace_root", "must be an absolute path.", "");
        }
        globs("tools.fs.allow_paths", files.allowPaths());
        globs("tools.fs.deny_paths", files.denyPaths());
    }

    private void globs(String path, List<String> globs) {
        for (int i = 0; i < globs.size(); i++) {
            String glob = globs.get(i);
            if (glob.startsWith("/") || glob.startsWith("**")) continue;
            findings.warn(path + "[" + i + "]", "begins with neither / nor **, so it may match nothing.", "");
        }
    }

    private void relative(String path, Optional<Path> value) {
        if (value.filter(folder -> !folder.isAbsolute()).isPresent()) {
            findings.warn(path, "should be an absolute path.", "");
        }
    }

    private void commands() {
        Map<String, Optional<String>> needs =
                Map.of("node", tools.exec().node(), "ssh", tools.exec().sshTarget());
        Optional<String> needed = needs.getOrDefault(tools.exec().host(), Optional.of(""));
        if (needed.isEmpty()) {
            String key = tools.exec().host().equals("ssh") ? "ssh_target" : "node";
            findings.warn("tools.exec.host", "needs tools.exec." + key + ".", "");
        }
    }

    private void web(WebConfig web) {
        boolean keyed =
                web.search().apiKey().isPresent() || web.firecrawl().apiKey().isPresent();
        if (web.search().provider() == WebConfig.SearchProvider.FIRECRAWL
                && !keyed
                && !web.search().duckduckgoFallback()) {
            findings.info(
                    "tools.web.search.provider", "is firecrawl, and no key is set here.", "set FIRECRAWL_API_KEY");
        }
        List<String> networks = web.fetch().ssrfAllowlist();
        if (!networks.isEmpty()) {
            findings.warn("tools.web.fetch.ssrf_allowlist", "lets web pages be read from networks of your own.", "");
        }
        for (int i = 0; i < networks.size(); i++) {
            if (isNetwork(networks.get(i))) continue;
            findings.error(
                    "tools.web.fetch.ssrf_allowlist[" + i + "]", "must be a network such as 192.168.1.0/24.", "");
        }
    }

    static boolean isNetwork(String text) {
        var form = CIDR.matcher(text.strip());
        if (!form.matches()) return false;
        boolean four = form.group(1) != null;
        if (four && List.of(form.group(1).split("\\.")).stream().anyMatch(octet -> Integer.parseInt(octet) > 255))
            return false;
        return form.group(3) == null || Integer.parseInt(form.group(3)) <= (four ? 32 : 128);
    }
}
