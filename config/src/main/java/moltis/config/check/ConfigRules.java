package moltis.config.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import moltis.config.schema.ConfigIssue;
import moltis.config.section.MoltisConfig;

/** All rules that look at more than the type of one key. */
public final class ConfigRules {

    private ConfigRules() {}

    /**
     * What the rules may ask.
     *
     * @param written the tree of the file as it is written, without what the environment adds
     * @param otherMcpServers servers that are registered outside of the file
     */
    public record Facts(
            MoltisConfig config,
            Map<String, Object> written,
            Supplier<Set<String>> otherMcpServers,
            boolean linux,
            Predicate<Path> exists) {}

    public static List<ConfigIssue> check(Facts facts) {
        var findings = new Findings();
        new AccessRules(facts, findings).check();
        new ModelRules(facts, findings).check();
        new MoneyRules(facts, findings).check();
        new AgentRules(facts, findings).check();
        new ToolRules(facts, findings).check();
        new SandboxRules(facts, findings).check();
        new ServiceRules(facts, findings).check();
        return findings.issues();
    }
}
