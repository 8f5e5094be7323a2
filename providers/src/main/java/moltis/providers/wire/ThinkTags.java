package moltis.providers.wire;

import java.util.List;
import moltis.core.model.EventSink;
import moltis.core.model.StreamEvent;
import org.jspecify.annotations.Nullable;

/**
 * Separates {@code <think>…</think>} and {@code <thought>…</thought>} from an answer, however it is torn: what may be the
 * beginning of a tag is held back, white space at the start of a block and directly after it is dropped, and a block
 * that nobody closes lasts to the end.
 */
final class ThinkTags {

    private static final List<String> OPENING = List.of("<think>", "<thought>");

    private String held = "";
    private @Nullable String closing;
    private boolean dropSpace;

    void accept(String delta, EventSink sink) throws InterruptedException {
        if (closing == null && !dropSpace && held.isEmpty() && delta.indexOf('<') < 0) {
            emit(delta, sink);
            return;
        }
        String text = held + delta;
        held = "";
        while (!text.isEmpty()) {
            String end = closing;
            int at = end == null ? opening(text) : text.indexOf(end);
            if (at < 0) {
                int kept = beginning(text, end == null ? OPENING : List.of(end));
                emit(text.substring(0, text.length() - kept), sink);
                held = text.substring(text.length() - kept);
                return;
            }
            emit(text.substring(0, at), sink);
            if (end == null) {
                String tag = text.startsWith(OPENING.getFirst(), at) ? OPENING.getFirst() : OPENING.getLast();
                closing = "</" + tag.substring(1);
                text = text.substring(at + tag.length());
            } else {
                closing = null;
                text = text.substring(at + end.length());
            }
            dropSpace = true;
        }
    }

    /** Gives out what was held back: at the end it can't become a tag any more. */
    void finish(EventSink sink) throws InterruptedException {
        emit(held, sink);
        held = "";
    }

    private void emit(String text, EventSink sink) throws InterruptedException {
        String visible = dropSpace ? text.stripLeading() : text;
        if (visible.isEmpty()) return;
        dropSpace = false;
        sink.accept(closing == null ? new StreamEvent.Text(visible) : new StreamEvent.Reasoning(visible));
    }

    private static int opening(String text) {
        int first = -1;
        for (String tag : OPENING) {
            int at = text.indexOf(tag);
            if (at >= 0 && (first < 0 || at < first)) first = at;
        }
        return first;
    }

    /** How many of the last characters may be the beginning of a tag. */
    private static int beginning(String text, List<String> tags) {
        int longest = 0;
        for (String tag : tags) {
            for (int length = Math.min(tag.length() - 1, text.length()); length > longest; length--) {
                if (tag.startsWith(text.substring(text.length() - length))) longest = length;
            }
        }
        return longest;
    }
}
