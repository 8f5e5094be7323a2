package moltis.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule once where it speaks, and once where it is silent. */
class ConfigRulesTest {

    @TempDir
    Path root;

    /** @param finding what the text must bring, as "severity category path" */
    record Rule(String finding, String bad, String good) {

        @Override
        public String toString() {
            return finding;
        }
    }

    static Stream<Rule> rules() {
        var rules = new ArrayList<Rule>();
        rule(
                rules,
                "warning unknown-field tools.browser.sandbox",
                "[tools.browser]\nsandbox = true",
                "[tools.browser]\nheadless = true");
        rule(rules, "error invalid-value budget.day", "[budget]\nday = -1.0", "[budget]\nday = 0.0");
        rule(
                rules,
                "error invalid-value budget.notice_percent",
                "[budget]\nnotice_percent = 101",
                "[budget]\nnotice_percent = 100");
        rule(
                rules,
                "warning invalid-value prices.mine",
                "[prices.mine]\ninput = 1.0\noutput = 1.0",
                "[prices.\"mine::*\"]\ninput = 1.0\noutput = 1.0");
        rule(
                rules,
                "warning unknown-provider providers.opnai",
                "[providers.opnai]",
                "[providers.openai]\n[providers.custom-mine]");
        rule(
                rules,
                "warning deprecated-field memory.embedding_provider",
                "[memory]\nembedding_provider = \"local\"",
                "[memory]\nprovider = \"local\"");
        rule(
                rules,
                "warning deprecated-field memory.embedding_dimensions",
                "[memory]\nembedding_dimensions = 3",
                "[memory]\nembedding_dimension = 3");
        rule(
                rules,
                "error deprecated-field memory.embedding_api_key",
                "[memory]\nembedding_api_key = \"a\"\napi_key = \"b\"",
                "[memory]\napi_key = \"b\"");
        rule(
                rules,
                "warning security auth",
                "[auth]\ndisabled = true\n[server]\nbind = \"0.0.0.0\"",
                "[auth]\ndisabled = true\n[server]\nbind = \"::1\"");
        rule(
                rules,
                "warning security tls",
                "[tls]\nenabled = false\n[server]\nbind = \"0.0.0.0\"",
                "[tls]\nenabled = false\n[server]\nbind = \"localhost\"");
        rule(
                rules,
                "error invalid-value tls",
                "[tls]\ncert_path = \"/\"",
                "[tls]\ncert_path = \"/\"\nkey_path = \"/\"");
        rule(
                rules,
                "warning file-ref tls.cert_path",
                "[tls]\ncert_path = \"/not/there.pem\"\nkey_path = \"/\"",
                "[tls]\ncert_path = \"/\"\nkey_path = \"/\"");
        rule(
                rules,
                "warning file-ref tls.key_path",
                "[tls]\nkey_path = \"/not/there.pem\"\ncert_path = \"/\"",
                "[tls]\ncert_path = \"/\"\nkey_path = \"/\"");
        rule(
                rules,
                "warning file-ref tls.ca_cert_path",
                "[tls]\nca_cert_path = \"/not/there.pem\"",
                "[tls]\nca_cert_path = \"/\"");
        rule(
                rules,
                "error invalid-value tls.public_ip",
                "[tls]\npublic_ip = \"300.1.1.1\"",
                "[tls]\npublic_ip = \"93.184.216.34\"");
        rule(
                rules,
                "error invalid-value tls.public_ip",
                "[tls]\npublic_ip = \"example.org\"",
                "[tls]\npublic_ip = \"2001:db8::1\"");
        rule(
                rules,
                "warning invalid-value tls.public_ip",
                "[tls]\npublic_ip = \"127.0.0.1\"",
                "[tls]\npublic_ip = \"93.184.216.34\"");
        rule(
                rules,
                "warning invalid-value tls.public_ip",
                "[tls]\npublic_ip = \"93.184.216.34\"\ncert_path = \"/\"\nkey_path = \"/\"",
                "[tls]\npublic_ip = \"93.184.216.34\"");
        rule(rules, "info invalid-value server.port", "[server]\nport = 0", "[server]\nport = 1");
        rule(
                rules,
                "error invalid-value server.external_url",
                "[server]\nexternal_url = \"ftp://x\"",
                "[server]\nexternal_url = \"https://x\"");
        rule(
                rules,
                "warning invalid-value server.external_url",
                "[server]\nexternal_url = \"https://x/\"",
                "[server]\nexternal_url = \"https://x\"");
        rule(
                rules,
                "error invalid-value upstream_proxy",
                "upstream_proxy = \"socks4://u:hush@p\"",
                "upstream_proxy = \"socks5h://u:hush@p\"");
        rule(
                rules,
                "warning invalid-value tools.exec.sandbox.mode",
                "[tools.exec.sandbox]\nmode = \"off\"",
                "[tools.exec.sandbox]\nmode = \"all\"");
        rule(
                rules,
                "warning invalid-value tools.exec.sandbox.allow_host_podman",
                "[tools.exec.sandbox]\nallow_host_podman = true\nbackend = \"podman\"",
                "[tools.exec.sandbox]\nbackend = \"podman\"");
        rule(
                rules,
                "warning invalid-value tools.exec.sandbox.allow_nested_podman",
                "[tools.exec.sandbox]\nallow_nested_podman = true\nbackend = \"podman\"",
                "[tools.exec.sandbox]\nbackend = \"podman\"");
        rule(
                rules,
                "error invalid-value tools.exec.sandbox.backend",
                "[tools.exec.sandbox]\nallow_host_podman = true",
                "[tools.exec.sandbox]\nallow_host_podman = true\nbackend = \"podman\"");
        rule(
                rules,
                "error invalid-value tools.exec.sandbox",
                "[tools.exec.sandbox]\nallow_host_podman = true\nallow_nested_podman = true\nbackend = \"podman\"",
                "[tools.exec.sandbox]\nallow_nested_podman = true\nbackend = \"podman\"");
        rule(
                rules,
                "warning invalid-value tools.exec.sandbox.backend",
                "[tools.exec.sandbox]\nbackend = \"dcker\"",
                "[tools.exec.sandbox]\nbackend = \"firecracker\"");
        rule(
                rules,
                "warning invalid-value tools.exec.sandbox.network",
                "[tools.exec.sandbox]\nnetwork = \"open\"",
                "[tools.exec.sandbox]\nnetwork = \"bypass\"");
        rule(
                rules,
                "warning invalid-value tools.exec.sandbox.gpus",
                "[tools.exec.sandbox]\ngpus = \"two\"",
                "[tools.exec.sandbox]\ngpus = \"0,1\"");
        rule(
                rules,
                "warning invalid-value tools.exec.host",
                "[tools.exec]\nhost = \"moon\"",
                "[tools.exec]\nhost = \"local\"");
        rule(
                rules,
                "warning invalid-value tools.exec.host",
                "[tools.exec]\nhost = \"ssh\"",
                "[tools.exec]\nhost = \"ssh\"\nssh_target = \"me@there\"");
        rule(
                rules,
                "warning invalid-value tools.exec.host",
                "[tools.exec]\nhost = \"node\"",
                "[tools.exec]\nhost = \"node\"\nnode = \"n\"");
        rule(
                rules,
                "warning invalid-value tools.exec.security_level",
                "[tools.exec]\nsecurity_level = \"lax\"",
                "[tools.exec]\nsecurity_level = \"strict\"");
        rule(
                rules,
                "error invalid-value tools.fs",
                "[tools.fs]\nmust_read_before_write = true",
                "[tools.fs]\nmust_read_before_write = true\ntrack_reads = true");
        rule(
                rules,
                "error invalid-value tools.fs.workspace_root",
                "[tools.fs]\nworkspace_root = \"work\"",
                "[tools.fs]\nworkspace_root = \"/work\"");
        rule(
                rules,
                "warning invalid-value tools.fs.allow_paths[1]",
                "[tools.fs]\nallow_paths = [\"/a\", \"b\"]",
                "[tools.fs]\nallow_paths = [\"/a\", \"**/b\"]");
        rule(
                rules,
                "warning invalid-value tools.fs.deny_paths[0]",
                "[tools.fs]\ndeny_paths = [\"b\"]",
                "[tools.fs]\ndeny_paths = [\"**/b\"]");
        rule(
                rules,
                "error invalid-value tools.agent_max_iterations",
                "[tools]\nagent_max_iterations = 0",
                "[tools]\nagent_max_iterations = 1");
        rule(
                rules,
                "error invalid-value agents.presets.x.max_iterations",
                "[agents.presets.x]\nmax_iterations = 0",
                "[agents.presets.x]\nmax_iterations = 1");
        rule(
                rules,
                "error invalid-value agents.presets.x.tool_controls",
                "[agents.presets.x.tool_controls.tool_choice]\ntype = \"tool\"",
                "[agents.presets.x.tool_controls.tool_choice]\ntype = \"tool\"\nname = \"calc\"");
        rule(
                rules,
                "error invalid-value agents.presets.x.tool_controls",
                "[agents.presets.x.tool_controls]\n"
                        + "active_tools = [\"a\"]\n"
                        + "tool_choice = { type = \"tool\", name = \"b\" }",
                "[agents.presets.x.tool_controls]\n"
                        + "active_tools = [\"b\"]\n"
                        + "tool_choice = { type = \"tool\", name = \"b\" }");
        rule(
                rules,
                "warning invalid-value agents.default_preset",
                "[agents]\ndefault_preset = \"resarch\"",
                "[agents]\ndefault_preset = \"coder\"");
        rule(
                rules,
                "warning security agents.presets",
                "[agents.presets.x.tools]\ndeny = [\"exec\"]",
                "[agents.presets.x.tools]\ndeny = [\"exec\"]\n[tools.policy]\ndeny = [\"exec\"]");
        rule(
                rules,
                "warning agents agents.presets.x.mcp",
                "[agents.presets.x.mcp]\nallow_servers = [\"gone\"]",
                "[agents.presets.x.mcp]\n"
                        + "allow_servers = [\"here\", \"registered\"]\n"
                        + "[mcp.servers.here]\n"
                        + "command = \"x\"");
        rule(
                rules,
                "warning invalid-value chat.workspace_file_max_chars",
                "[chat]\nworkspace_file_max_chars = 0",
                "[chat]\nworkspace_file_max_chars = 1");
        rule(
                rules,
                "warning invalid-value chat.compaction.threshold_percent",
                "[chat.compaction]\nthreshold_percent = 0.99",
                "[chat.compaction]\nthreshold_percent = 0.5");
        rule(
                rules,
                "warning invalid-value chat.compaction.tail_budget_ratio",
                "[chat.compaction]\ntail_budget_ratio = 0.9",
                "[chat.compaction]\ntail_budget_ratio = 0.8");
        rule(
                rules,
                "warning invalid-value chat.compaction.protect_head",
                "[chat.compaction]\nprotect_head = 33",
                "[chat.compaction]\nprotect_head = 32");
        rule(
                rules,
                "warning invalid-value tools.tool_result_compaction_ratio",
                "[tools]\ntool_result_compaction_ratio = 101\npreemptive_overflow_ratio = 102",
                "[tools]\ntool_result_compaction_ratio = 50");
        rule(
                rules,
                "warning invalid-value tools.preemptive_overflow_ratio",
                "[tools]\npreemptive_overflow_ratio = 101",
                "[tools]\npreemptive_overflow_ratio = 100");
        rule(
                rules,
                "warning invalid-value tools.preemptive_overflow_ratio",
                "[tools]\npreemptive_overflow_ratio = 0",
                "[tools]\npreemptive_overflow_ratio = 76");
        rule(
                rules,
                "warning invalid-value tools.preemptive_overflow_ratio",
                "[tools]\npreemptive_overflow_ratio = 75",
                "[tools]\npreemptive_overflow_ratio = 75\ntool_result_compaction_ratio = 0");
        rule(
                rules,
                "error invalid-value mcp.request_timeout_secs",
                "[mcp]\nrequest_timeout_secs = 0",
                "[mcp]\nrequest_timeout_secs = 1");
        rule(
                rules,
                "error invalid-value mcp.servers.x.request_timeout_secs",
                "[mcp.servers.x]\nrequest_timeout_secs = 0",
                "[mcp.servers.x]\nrequest_timeout_secs = 1");
        rule(
                rules,
                "warning invalid-value mcp.servers.x.transport",
                "[mcp.servers.x]\ntransport = \"pigeon\"",
                "[mcp.servers.x]\ntransport = \"\"");
        rule(
                rules,
                "info invalid-value tools.web.search.provider",
                "[tools.web.search]\nprovider = \"firecrawl\"",
                "[tools.web.search]\nprovider = \"firecrawl\"\nduckduckgo_fallback = true");
        rule(
                rules,
                "error invalid-value tools.web.fetch.ssrf_allowlist[1]",
                "[tools.web.fetch]\nssrf_allowlist = [\"10.0.0.0/8\", \"10.0.0.0/33\"]",
                "[tools.web.fetch]\nssrf_allowlist = [\"10.0.0.0/8\", \"fd00::/8\"]");
        rule(
                rules,
                "warning invalid-value tools.web.fetch.ssrf_allowlist",
                "[tools.web.fetch]\nssrf_allowlist = [\"10.0.0.0/8\"]",
                "[tools.web.fetch]\nssrf_allowlist = []");
        rule(
                rules,
                "warning invalid-value channels.offered[0]",
                "[channels]\noffered = [\"telegrm\"]",
                "[channels]\noffered = [\"telegram\", \"mine\"]\n[channels.mine.a]\nx = 1");
        rule(
                rules,
                "warning invalid-value external_agents.agents.codx",
                "[external_agents.agents.codx]",
                "[external_agents.agents.codex]");
        rule(
                rules,
                "warning invalid-value tailscale.mode",
                "[tailscale]\nmode = \"on\"",
                "[tailscale]\nmode = \"serve\"");
        rule(
                rules,
                "warning invalid-value netbird.mode",
                "[netbird]\nmode = \"funnel\"",
                "[netbird]\nmode = \"serve\"");
        rule(
                rules,
                "warning security netbird.mode",
                "[netbird]\nmode = \"serve\"\n[auth]\ndisabled = true",
                "[netbird]\nmode = \"serve\"");
        rule(
                rules,
                "warning security ngrok.enabled",
                "[ngrok]\nenabled = true\n[auth]\ndisabled = true",
                "[ngrok]\nenabled = true");
        rule(
                rules,
                "warning security cloudflare_tunnel.enabled",
                "[cloudflare_tunnel]\nenabled = true\n[auth]\ndisabled = true",
                "[cloudflare_tunnel]\nenabled = true");
        rule(
                rules,
                "warning security tailscale.mode",
                "[tailscale]\nmode = \"funnel\"\n[auth]\ndisabled = true",
                "[tailscale]\nmode = \"funnel\"");
        rule(
                rules,
                "warning invalid-value caldav.accounts.a.provider",
                "[caldav.accounts.a]\nprovider = \"x\"",
                "[caldav.accounts.a]\nprovider = \"generic\"");
        rule(
                rules,
                "error missing-field home_assistant.instances.h",
                "[home_assistant.instances.h]\nurl = \"http://h\"",
                "[home_assistant.instances.h]\nurl = \"http://h\"\ntoken = \"${T}\"");
        rule(
                rules,
                "warning invalid-value home_assistant.instances.h.url",
                "[home_assistant.instances.h]\nurl = \"h\"\ntoken = \"${T}\"",
                "[home_assistant.instances.h]\nurl = \"http://h\"\ntoken = \"${T}\"");
        rule(
                rules,
                "warning invalid-value voice.tts.providers",
                "[voice.tts]\nproviders = [\"parrot\"]",
                "[voice.tts]\nproviders = [\"openai-tts\"]");
        rule(
                rules,
                "warning invalid-value voice.stt.providers",
                "[voice.stt]\nproviders = [\"ear\"]",
                "[voice.stt]\nproviders = [\"whisper-cli\"]");
        rule(
                rules,
                "warning invalid-value hooks.hooks[0].events",
                "[[hooks.hooks]]\nname = \"a\"\ncommand = \"b\"\nevents = [\"OnMoon\"]",
                "[[hooks.hooks]]\nname = \"a\"\ncommand = \"b\"\nevents = [\"SessionEnd\"]");
        rule(
                rules,
                "error missing-field hooks.hooks[0].command",
                "[[hooks.hooks]]\nname = \"a\"\nevents = []",
                "[[hooks.hooks]]\nname = \"a\"\ncommand = \"b\"\nevents = []");
        rule(
                rules,
                "warning invalid-value tools.browser.profile_dir",
                "[tools.browser]\nprofile_dir = \"p\"",
                "[tools.browser]\nprofile_dir = \"/p\"");
        rule(
                rules,
                "error invalid-value models.m.context_window",
                "[models.m]\ncontext_window = 0",
                "[models.m]\ncontext_window = 1");
        rule(
                rules,
                "warning invalid-value models.m.context_window",
                "[models.m]\ncontext_window = 10000001",
                "[models.m]\ncontext_window = 10000000");
        rule(
                rules,
                "warning invalid-value providers.openai.model_overrides.m.context_window",
                "[providers.openai.model_overrides.m]\ncontext_window = 10000001",
                "[providers.openai.model_overrides.m]\ncontext_window = 1");
        rule(
                rules,
                "error invalid-value instrumentation.sample_rate",
                "[instrumentation]\nsample_rate = nan",
                "[instrumentation]\nsample_rate = 1");
        rule(
                rules,
                "error invalid-value instrumentation.queue_capacity",
                "[instrumentation]\nqueue_capacity = 0",
                "[instrumentation]\nqueue_capacity = 1");
        rule(
                rules,
                "warning invalid-value instrumentation.queue_capacity",
                "[instrumentation]\nqueue_capacity = 1000001",
                "[instrumentation]\nqueue_capacity = 1000000");
        rule(
                rules,
                "warning invalid-value instrumentation.flush_interval_ms",
                "[instrumentation]\nflush_interval_ms = 300001",
                "[instrumentation]\nflush_interval_ms = 300000");
        rule(
                rules,
                "warning invalid-value instrumentation.max_batch_bytes",
                "[instrumentation]\nmax_batch_bytes = 100000001",
                "[instrumentation]\nmax_batch_bytes = 100000000");
        for (String backend : List.of("langfuse", "otlp", "datadog")) {
            String table = "[instrumentation." + backend + "]\n";
            rule(
                    rules,
                    "error invalid-value instrumentation." + backend + ".timeout_secs",
                    table + "timeout_secs = 0",
                    table + "timeout_secs = 1");
            rule(
                    rules,
                    "warning invalid-value instrumentation." + backend + ".timeout_secs",
                    table + "timeout_secs = 301",
                    table + "timeout_secs = 300");
        }
        rule(
                rules,
                "error invalid-value instrumentation.feedback.link_retention_days",
                "[instrumentation.feedback]\nlink_retention_days = 0",
                "[instrumentation.feedback]\nlink_retention_days = 1");
        rule(
                rules,
                "warning security providers.openai.api_key",
                "[providers.openai]\napi_key = \"hush\"",
                "[providers.openai]\napi_key = \"${KEY}\"");
        rule(
                rules,
                "warning security voice.tts.openai.api_key",
                "[voice.tts.openai]\napi_key = \"hush\"",
                "[voice.tts.openai]\napi_key = \"%KEY%\"");
        return rules.stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void speaks_where_it_should_and_only_there(Rule rule) {
        var home = new ConfigHome(root)
                .with("T", "t")
                .with("KEY", "k")
                .writes("data/mcp-servers.json", "{\"servers\":{\"registered\":{}}}");

        List<String> bad = findings(home, rule.bad());
        List<String> good = findings(home, rule.good());

        assertThat(bad).contains(rule.finding());
        assertThat(good).doesNotContain(rule.finding()).noneMatch(finding -> finding.startsWith("error"));
    }

    @org.junit.jupiter.api.Test
    void a_proxy_finding_shows_the_scheme_only() {
        var home = new ConfigHome(root).writes("upstream_proxy = \"socks4://user:hush@proxy\"\n");

        assertThat(home.issues().toString())
                .contains("socks4")
                .doesNotContain("hush")
                .doesNotContain("user");
    }

    private static List<String> findings(ConfigHome home, String text) {
        return home.writes(text + "\n").issues().stream()
                .map(issue -> issue.severity().label() + " " + issue.category().label() + " " + issue.path())
                .toList();
    }

    private static void rule(List<Rule> rules, String finding, String bad, String good) {
        rules.add(new Rule(finding, bad, good));
    }
}
