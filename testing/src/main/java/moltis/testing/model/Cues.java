package moltis.testing.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import moltis.core.ErrorCode;
import moltis.core.model.StopReason;

/**
 * The script for a person and for browser tests: the last user message, without the date that may stand before it, selects
 * the behaviour, and the same message always gets the same answer.
 *
 * <ul>
 *   <li>{@code stall}: silence until the asker goes away; {@code stall after hello}: some text first
 *   <li>{@code fail 429}, {@code fail 401}, {@code fail 500} …: that status; {@code html}: a web page instead of JSON
 *   <li>{@code cut}: some text, then the connection closes; {@code endless}: text without end
 *   <li>{@code call calc 2+2}, {@code call datetime}, {@code call NAME {…}}: a tool call; several with {@code and}
 *   <li>{@code think about it}: reasoning, then an answer; {@code write 200 words}: that many words
 *   <li>{@code say Hello}: these words
 *   <li>{@code stamp 100 every 20 ms}: the server's nanosecond clock, a hundred times, for benchmarks
 *   <li>{@code slowly …}: the rest, a word each 50 ms; anything else: a friendly answer with Markdown
 * </ul>
 */
public final class Cues implements Script {

    private static final Pattern DATETIME = Pattern.compile("^\\[The current user datetime is [^]]*]\\s*");
    private static final Pattern FAIL = Pattern.compile("fail (\\d{3})(?: after (\\d+) ?s)?");
    private static final Pattern WRITE = Pattern.compile("write (\\d{1,6}) (?:words|tokens)");
    private static final Pattern STAMP = Pattern.compile("stamp (\\d{1,6}) every (\\d{1,5}) ms");
    private static final Pattern CALL = Pattern.compile("call ([A-Za-z0-9_-]+) ?(.*)", Pattern.DOTALL);
    private static final Map<Integer, ErrorCode> REFUSALS = Map.of(
            400, ErrorCode.PROVIDER_REFUSED,
            401, ErrorCode.KEY_REJECTED,
            402, ErrorCode.QUOTA_EXHAUSTED,
            413, ErrorCode.CONTEXT_TOO_LONG,
            429, ErrorCode.PROVIDER_RATE_LIMITED,
            500, ErrorCode.PROVIDER_FAILED,
            529, ErrorCode.PROVIDER_OVERLOADED);

    private final Duration pace;

    /** @param pace the pause between words of an ordinary answer */
    public Cues(Duration pace) {
        this.pace = pace;
    }

    @Override
    public Reply reply(Asked asked) {
        String cue = DATETIME.matcher(asked.lastUserText()).replaceFirst("").strip();
        if (cue.startsWith("slowly ")) {
            return answer(cue.substring("slowly ".length()), asked).paced(Duration.ofMillis(50));
        }
        Reply reply = answer(cue, asked);
        return reply.pace().isZero() ? reply.paced(pace) : reply;
    }

    private static Reply answer(String cue, Asked asked) {
        Matcher fail = FAIL.matcher(cue);
        if (fail.matches()) return failure(Integer.parseInt(fail.group(1)), Optional.ofNullable(fail.group(2)));
        Matcher write = WRITE.matcher(cue);
        if (write.matches()) return Reply.saysWords(Integer.parseInt(write.group(1)));
        Matcher stamp = STAMP.matcher(cue);
        if (stamp.matches()) {
            return Reply.stamps(Integer.parseInt(stamp.group(1)))
                    .paced(Duration.ofMillis(Long.parseLong(stamp.group(2))));
        }
        if (cue.startsWith("say ")) return Reply.says(cue.substring("say ".length()));
        if (cue.startsWith("call ")) return asked.toolResults().isEmpty() ? calls(cue, asked) : result(asked);
        return switch (cue) {
            case "stall" -> Reply.stalls();
            case "stall after hello" -> Reply.says("Hello, and now I wait.").thenStalls();
            case "cut" -> Reply.says("This answer ends in the mid").thenIsCut();
            case "endless" -> Reply.says("On and on:").ending(new Reply.Endless(" on"));
            case "empty" -> Reply.NOTHING;
            case "refuse" -> Reply.NOTHING.ending(new Reply.Done(StopReason.REFUSAL));
            case "html" -> Reply.raw(200, Map.of("Content-Type", "text/html"), "<!doctype html><title>Sign in</title>");
            case "think about it" ->
                Reply.thinks("First I look at the question. Then I weigh both sides.")
                        .thenSays("I thought about it: **yes**.");
            default ->
                Reply.says("You said:\n\n> " + cue.replace("\n", "\n> ")
                        + "\n\nI am the *scripted model*, so I **always** answer like this:\n\n"
                        + "1. politely,\n2. at once,\n3. with `code` where it helps.");
        };
    }

    private static Reply failure(int status, Optional<String> seconds) {
        ErrorCode code = REFUSALS.get(status);
        if (code == null) return Reply.raw(status, Map.of("Content-Type", "text/plain"), "failed as asked");
        return seconds.map(wait -> Reply.refuses(code, Duration.ofSeconds(Long.parseLong(wait))))
                .orElseGet(() -> Reply.refuses(code));
    }

    private static Reply calls(String cue, Asked asked) {
        String[] wishes = cue.split(" and (?=call )");
        Reply.Call[] calls = new Reply.Call[wishes.length];
        for (int i = 0; i < wishes.length; i++) {
            Matcher wish = CALL.matcher(wishes[i].strip());
            if (!wish.matches()) return Reply.says("Write: call NAME ARGUMENTS.");
            String tool = wish.group(1);
            if (!asked.tools().contains(tool)) return Reply.says("I have no tool called `" + tool + "`.");
            calls[i] = Reply.call("call_" + asked.number() + "_" + i, tool, arguments(tool, wish.group(2)));
        }
        return Reply.calls(calls);
    }

    private static String arguments(String tool, String text) {
        if (text.startsWith("{")) return text;
        if (tool.equals("calc")) return "{\"expression\":" + Quoted.json(text) + "}";
        return text.isBlank() ? "{}" : "{\"input\":" + Quoted.json(text) + "}";
    }

    private static Reply result(Asked asked) {
        return Reply.says("The tool says: " + String.join(" · ", asked.toolResults()));
    }
}
