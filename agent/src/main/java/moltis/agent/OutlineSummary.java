package moltis.agent;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.model.Message;
import moltis.core.model.ToolCall;

/** Sums a conversation up without a model: what was asked, done and touched, in few lines. */
final class OutlineSummary {

    private static final int CHARS = 1_200;
    private static final int LINES = 24;
    private static final int LINE_CHARS = 160;
    private static final int REQUESTS = 3;
    private static final int PENDING = 3;
    private static final int FILES = 8;
    private static final Pattern FILE = Pattern.compile("[\\w.~-]*/[\\w./~-]*\\.[A-Za-z]{1,5}\\b");
    private static final Pattern OPEN_WORK = Pattern.compile("\\b(todo|next|pending|follow up|remaining)\\b");
    private static final String EARLIER = "- Before that: ";

    private OutlineSummary() {}

    static String of(CompactionCut cut) {
        List<String> requests = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        Set<String> tools = new TreeSet<>();
        Set<String> files = new LinkedHashSet<>();
        for (Message message : cut.middle()) {
            switch (message) {
                case Message.System _, Message.ToolAnswer _ -> {}
                case Message.User(var parts, var _) -> requests.add(PlainMessages.text(parts));
                case Message.Assistant(var text, var _, var calls) -> {
                    if (!text.isBlank()) answers.add(text);
                    for (ToolCall call : calls) tools.add(call.name());
                }
            }
        }
        for (String text : requests) files(text, files);
        for (String text : answers) files(text, files);
        var lines = new LinkedHashSet<String>();
        lines.add(
                "- Left out: " + requests.size() + " messages by the person, " + answers.size() + " by the assistant");
        newest(requests, REQUESTS).forEach(request -> lines.add("- Asked: " + request));
        if (!answers.isEmpty()) lines.add("- Last answer: " + answers.getLast());
        if (!tools.isEmpty()) lines.add("- Tools used: " + String.join(", ", tools));
        if (!files.isEmpty()) lines.add("- Files: " + String.join(", ", files));
        newest(openWork(answers), PENDING).forEach(open -> lines.add("- Still open: " + open));
        cut.earlier()
                .ifPresent(earlier -> earlier.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("- Left out:"))
                        .forEach(line ->
                                lines.add(line.startsWith(EARLIER) ? line : EARLIER + line.replaceFirst("^- ", ""))));
        return cut(lines.stream().map(OutlineSummary::line).distinct().toList());
    }

    private static String cut(List<String> lines) {
        List<String> kept = new ArrayList<>();
        int chars = 0;
        for (String line : lines) {
            if (kept.size() == LINES - 1 || chars + line.length() + 1 > CHARS - 60) break;
            kept.add(line);
            chars += line.length() + 1;
        }
        if (kept.size() < lines.size())
            kept.add("[... " + (lines.size() - kept.size()) + " lines omitted for brevity]");
        return String.join("\n", kept);
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        if (line.length() <= LINE_CHARS) return line;
        int end = Character.isHighSurrogate(line.charAt(LINE_CHARS - 2)) ? LINE_CHARS - 2 : LINE_CHARS - 1;
        return line.substring(0, end) + "…";
    }

    private static List<String> newest(List<String> texts, int count) {
        return texts.subList(Math.max(0, texts.size() - count), texts.size());
    }

    private static List<String> openWork(List<String> answers) {
        return answers.stream()
                .flatMap(String::lines)
                .filter(line -> OPEN_WORK.matcher(line.toLowerCase(Locale.ROOT)).find())
                .toList();
    }

    private static void files(String text, Set<String> files) {
        Matcher found = FILE.matcher(text);
        while (files.size() < FILES && found.find()) files.add(found.group());
    }
}
