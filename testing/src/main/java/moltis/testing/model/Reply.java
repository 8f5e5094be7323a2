package moltis.testing.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import moltis.core.ErrorCode;
import moltis.core.model.StopReason;
import moltis.core.model.Usage;

/**
 * What the scripted model does with one request: pieces in order, then an ending.
 *
 * @param pace the pause before each piece of text or thought; zero is as fast as possible
 * @param usage what the answer is said to have cost; empty counts a token per piece
 */
public record Reply(List<Piece> pieces, Duration pace, Optional<Usage> usage, Ending ending) {

    private static final Pattern WORDS = Pattern.compile("(?<=\\s)(?=\\S)");

    public Reply {
        pieces = List.copyOf(pieces);
    }

    /** Something that the model sends. */
    public sealed interface Piece {}

    public record Text(String delta) implements Piece {}

    public record Thought(String delta) implements Piece {}

    /** A tool call whose JSON arguments arrive in {@code fragments}. */
    public record Call(String id, String tool, List<String> fragments, Optional<String> thoughtSignature)
            implements Piece {
        public Call {
            fragments = List.copyOf(fragments);
        }
    }

    /** Text that says when it left: {@link System#nanoTime()} and a space. Benchmarks on the same machine compare. */
    public record Stamp() implements Piece {}

    /** Silence until the test opens {@code gate}. */
    public record Wait(CountDownLatch gate) implements Piece {}

    /** How the answer ends. */
    public sealed interface Ending {}

    /** With the protocol's own end mark. */
    public record Done(StopReason stop) implements Ending {}

    /** The connection closes, but no end mark came. */
    public record Cut() implements Ending {}

    /** Silence until the asker goes away. */
    public record Stall() implements Ending {}

    /** {@code delta} again and again until the asker goes away. */
    public record Endless(String delta) implements Ending {}

    /** The vendor reports an error in the middle of the stream. */
    public record Breaks(ErrorCode code, String message) implements Ending {}

    /** No stream at all: the vendor's own status and error body for {@code code}. */
    public record Refuses(ErrorCode code, Optional<Duration> retryAfter) implements Ending {}

    /** No stream at all: exactly these bytes. */
    public record Raw(int status, Map<String, String> headers, String body) implements Ending {
        public Raw {
            headers = Map.copyOf(headers);
        }
    }

    public static final Reply NOTHING = new Reply(List.of(), Duration.ZERO, Optional.empty(), new Done(StopReason.END));

    /** {@code text}, word by word. */
    public static Reply says(String text) {
        return NOTHING.thenSays(text);
    }

    /** About {@code tokens} words. */
    public static Reply saysWords(int tokens) {
        List<Piece> pieces = new ArrayList<>(tokens);
        for (int i = 1; i <= tokens; i++) pieces.add(new Text(i == tokens ? "word." : "word "));
        return NOTHING.with(pieces);
    }

    public static Reply stamps(int count) {
        return NOTHING.with(Collections.nCopies(count, new Stamp()));
    }

    public static Reply thinks(String thought) {
        return NOTHING.thenThinks(thought);
    }

    public static Reply calls(Call... calls) {
        return NOTHING.thenCalls(calls);
    }

    public static Call call(String id, String tool, String argumentsJson) {
        return new Call(id, tool, List.of(argumentsJson), Optional.empty());
    }

    public static Reply stalls() {
        return NOTHING.ending(new Stall());
    }

    public static Reply refuses(ErrorCode code) {
        return NOTHING.ending(new Refuses(code, Optional.empty()));
    }

    public static Reply refuses(ErrorCode code, Duration retryAfter) {
        return NOTHING.ending(new Refuses(code, Optional.of(retryAfter)));
    }

    public static Reply raw(int status, Map<String, String> headers, String body) {
        return NOTHING.ending(new Raw(status, headers, body));
    }

    public Reply thenSays(String text) {
        return with(Arrays.stream(WORDS.split(text))
                .map(word -> (Piece) new Text(word))
                .toList());
    }

    public Reply thenThinks(String thought) {
        return with(Arrays.stream(WORDS.split(thought))
                .map(word -> (Piece) new Thought(word))
                .toList());
    }

    public Reply thenCalls(Call... calls) {
        return with(List.of(calls)).ending(new Done(StopReason.TOOL_CALLS));
    }

    public Reply thenWaits(CountDownLatch gate) {
        return with(List.of(new Wait(gate)));
    }

    public Reply thenStalls() {
        return ending(new Stall());
    }

    /** The connection closes without the end mark. */
    public Reply thenIsCut() {
        return ending(new Cut());
    }

    public Reply paced(Duration between) {
        return new Reply(pieces, between, usage, ending);
    }

    public Reply costing(Usage cost) {
        return new Reply(pieces, pace, Optional.of(cost), ending);
    }

    public Reply ending(Ending last) {
        return new Reply(pieces, pace, usage, last);
    }

    private Reply with(List<? extends Piece> more) {
        List<Piece> all = new ArrayList<>(pieces);
        all.addAll(more);
        return new Reply(all, pace, usage, ending);
    }

    /** What the answer is said to have cost. */
    Usage cost() {
        return usage.orElseGet(() -> new Usage(10, Math.max(1, pieces.size()), 0, 0));
    }
}
