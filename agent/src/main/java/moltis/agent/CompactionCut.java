package moltis.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.model.Message;
import moltis.core.session.Role;
import moltis.core.session.StoredLine;

/**
 * Where a conversation is cut for a compaction. Only ever between turns, so that no call loses its result.
 *
 * @param head lines before this index stay
 * @param from lines from this index on stay
 * @param middle what the summary shall stand for
 * @param earlier the summary of an earlier compaction, which the new one takes in
 */
record CompactionCut(long head, long from, List<Message> middle, Optional<String> earlier) {

    private record Part(long start, int messages, long tokens) {}

    /** How many tokens the summary would replace. */
    long tokens() {
        return middle.stream().mapToLong(MessageSize::tokens).sum();
    }

    /** The cut that leaves the beginning and the newest part alone; empty when nothing lies between them. */
    static Optional<CompactionCut> keepingNewest(
            List<StoredLine> lines, HistoryReader reader, CompactionSettings settings, int window) {
        Optional<CompactionMark> mark = CompactionMark.newest(lines);
        List<Part> parts = parts(lines, mark.map(CompactionMark::from).orElse(0L), reader);
        int first = mark.isPresent() ? 0 : head(parts, settings.protectHead());
        int last = tail(parts, first, settings, window);
        if (last <= first) return Optional.empty();
        long from = last == parts.size() ? end(lines) : parts.get(last).start();
        long base = parts.get(first).start();
        return Optional.of(new CompactionCut(
                mark.map(CompactionMark::head).orElse(base),
                from,
                reader.plain(between(lines, base, from)),
                mark.map(CompactionMark::summary)));
    }

    /** The cut that leaves nothing; empty when nothing was said since the last one. */
    static Optional<CompactionCut> everything(List<StoredLine> lines, HistoryReader reader) {
        Optional<CompactionMark> mark = CompactionMark.newest(lines);
        List<StoredLine> open = new ArrayList<>();
        mark.ifPresent(it -> open.addAll(between(lines, 0, it.head())));
        open.addAll(between(lines, mark.map(CompactionMark::from).orElse(0L), end(lines)));
        List<Message> middle = reader.plain(open);
        if (middle.isEmpty()) return Optional.empty();
        return Optional.of(new CompactionCut(0, end(lines), middle, mark.map(CompactionMark::summary)));
    }

    private static List<Part> parts(List<StoredLine> lines, long base, HistoryReader reader) {
        List<Part> parts = new ArrayList<>();
        List<StoredLine> open = between(lines, base, end(lines));
        int start = 0;
        for (int i = 1; i <= open.size(); i++) {
            boolean ends = i == open.size() || open.get(i).line().role() == Role.USER;
            if (!ends) continue;
            List<Message> messages = reader.plain(open.subList(start, i));
            long tokens = messages.stream().mapToLong(MessageSize::tokens).sum();
            parts.add(new Part(open.get(start).index(), messages.size(), tokens));
            start = i;
        }
        return parts;
    }

    private static int head(List<Part> parts, int messages) {
        int at = 0;
        int sum = 0;
        while (at < parts.size() && sum + parts.get(at).messages() <= messages)
            sum += parts.get(at++).messages();
        return at;
    }

    private static int tail(List<Part> parts, int first, CompactionSettings settings, int window) {
        long budget = (long) (window * settings.threshold() * settings.tailBudget());
        int at = parts.size();
        int messages = 0;
        long tokens = 0;
        while (at > first) {
            Part part = parts.get(at - 1);
            tokens += part.tokens();
            boolean wanted = tokens <= budget || messages < settings.protectTail();
            if (!wanted || tokens > window / 2) break;
            messages += part.messages();
            at--;
        }
        return at;
    }

    private static List<StoredLine> between(List<StoredLine> lines, long from, long to) {
        return lines.stream()
                .filter(line -> line.index() >= from && line.index() < to)
                .toList();
    }

    private static long end(List<StoredLine> lines) {
        return lines.isEmpty() ? 0 : lines.getLast().index() + 1;
    }
}
