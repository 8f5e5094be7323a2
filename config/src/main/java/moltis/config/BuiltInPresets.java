package moltis.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** The agents and modes that are there without any file. What the file says about one is laid over it. */
final class BuiltInPresets {

    private BuiltInPresets() {}

    /** A tree that lies beneath the one of the file. */
    static Map<String, Object> tree() {
        return Map.of("agents", Map.of("presets", agents()), "modes", Map.of("presets", modes()));
    }

    private static Map<String, Object> agents() {
        var agents = new LinkedHashMap<String, Object>();
        agents.put(
                "research",
                agent(
                        "Researcher",
                        "🔎",
                        "Curious and exact.",
                        16,
                        "Look for primary sources, compare them, and say how sure you are. Give the source of each claim."));
        agents.put(
                "coder",
                agent(
                        "Coder",
                        "🛠",
                        "Calm craftsman.",
                        25,
                        "Read the code around before you change it. Make the smallest change that works, and run the tests."));
        agents.put(
                "reviewer",
                agent(
                        "Reviewer",
                        "🧐",
                        "Friendly sceptic.",
                        14,
                        "Judge the work of others: faults first, by weight, each with its place and a way to mend it. Change nothing."));
        agents.put(
                "qa",
                agent(
                        "QA",
                        "🧪",
                        "Patient breaker of things.",
                        16,
                        "Find out how it fails. Write down each step, what you expected, and what came instead."));
        agents.put(
                "ux",
                agent(
                        "UX Designer",
                        "🎨",
                        "Speaks for the person in front of the screen.",
                        14,
                        "Ask who does this and why. Propose the simplest way, and name what would confuse people."));
        agents.put(
                "docs",
                agent(
                        "Docs Writer",
                        "📝",
                        "Plain words.",
                        14,
                        "Write for someone who is new here. Start with what they want to do, and try each step yourself."));
        agents.put("coordinator", coordinator());
        return agents;
    }

    private static Map<String, Object> coordinator() {
        Map<String, Object> agent = agent(
                "Coordinator",
                "🧭",
                "Keeps the whole in view.",
                18,
                "Split the task, hand each part to the agent who fits, check what comes back, and put it together.");
        agent.put("delegate_only", true);
        return agent;
    }

    private static Map<String, Object> agent(String name, String emoji, String theme, long iterations, String suffix) {
        var identity = new LinkedHashMap<String, Object>();
        identity.put("name", name);
        identity.put("emoji", emoji);
        identity.put("theme", theme);
        var agent = new LinkedHashMap<String, Object>();
        agent.put("identity", identity);
        agent.put("max_iterations", iterations);
        agent.put("system_prompt_suffix", suffix);
        return agent;
    }

    private static Map<String, Object> modes() {
        var modes = new LinkedHashMap<String, Object>();
        modes.put(
                "concise",
                mode(
                        "Concise",
                        "Short answers",
                        "Answer in as few words as the matter allows. No preamble, no summary."));
        modes.put(
                "technical",
                mode(
                        "Technical",
                        "Exact and detailed",
                        "Assume an expert. Name versions, limits and numbers; leave the basics out."));
        modes.put(
                "creative",
                mode(
                        "Creative",
                        "Many ideas",
                        "Offer several different ideas before you settle, one of them unusual."));
        modes.put(
                "teacher",
                mode(
                        "Teacher",
                        "Learning step by step",
                        "Explain from what the person knows already, one step at a time, and check that it was understood."));
        modes.put(
                "plan",
                mode(
                        "Plan",
                        "Think first, change nothing",
                        "Work out a plan with steps, risks and open questions. Change nothing before it is agreed."));
        modes.put(
                "build",
                mode("Build", "Get it done", "Carry the work through to something that runs, and show that it does."));
        modes.put(
                "review",
                mode(
                        "Review",
                        "Find what is wrong",
                        "Look for faults and gaps, the gravest first, and say how you know."));
        modes.put(
                "research",
                mode(
                        "Research",
                        "Find out",
                        "Collect facts from several sources, name them, and mark what is uncertain."));
        modes.put(
                "elevated",
                mode(
                        "Elevated",
                        "Work of consequence",
                        "Much depends on this. Say what each action will do before it, prefer what can be undone, and check the result."));
        return modes;
    }

    private static Map<String, Object> mode(String name, String description, String prompt) {
        var mode = new LinkedHashMap<String, Object>();
        mode.put("name", name);
        mode.put("description", description);
        mode.put("prompt", prompt);
        return mode;
    }
}
