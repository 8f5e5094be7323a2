package moltis.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import moltis.core.model.ContentPart;
import moltis.core.model.Message;

/**
 * A session's past as a model may read it; never changes.
 *
 * @param lines how many stored lines it stands for
 * @param sizes the tokens of each message, as far as we can guess
 */
record History(List<Message> messages, long lines, int[] sizes, long bytes) {

    static final History EMPTY = new History(List.of(), 0, new int[0], 0);

    static History of(List<Message> messages, long lines) {
        int[] sizes = new int[messages.size()];
        long bytes = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = MessageSize.tokens(messages.get(i));
            bytes += weight(messages.get(i), sizes[i]);
        }
        return new History(List.copyOf(messages), lines, sizes, bytes);
    }

    History plus(List<Message> more, long nowLines) {
        History added = of(more, nowLines);
        List<Message> all = new ArrayList<>(messages.size() + more.size());
        all.addAll(messages);
        all.addAll(more);
        int[] allSizes = Arrays.copyOf(sizes, all.size());
        System.arraycopy(added.sizes, 0, allSizes, sizes.length, added.sizes.length);
        return new History(List.copyOf(all), nowLines, allSizes, bytes + added.bytes);
    }

    /** How much it is, as far as we can guess. */
    long tokens() {
        long sum = 0;
        for (int size : sizes) sum += size;
        return sum;
    }

    /** @param justCut whether something fell out because of the newest turn */
    record Fit(List<Message> messages, boolean justCut) {}

    /**
     * The part that fits into {@code budget} tokens: whole turns, the newest ones. Cuts deep when it must cut, and always at
     * the same places, so that a long conversation does not look new to the vendor's cache in every turn.
     */
    Fit fitting(int budget) {
        int start = 0;
        int newest = 0;
        int cutAt = -1;
        long sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (isUser(i)) newest = i;
            sum += sizes[i];
            if (sum <= budget) continue;
            cutAt = i;
            while (start <= i && sum > budget / 2) sum -= sizes[start++];
            while (start <= i && !isUser(start)) sum -= sizes[start++];
        }
        while (start < sizes.length && !isUser(start)) start++;
        return new Fit(messages.subList(start, messages.size()), cutAt >= newest);
    }

    private boolean isUser(int at) {
        return messages.get(at) instanceof Message.User;
    }

    private static long weight(Message message, int tokens) {
        long bytes = 100 + 4L * tokens;
        if (message instanceof Message.User(var parts, var _)) {
            for (ContentPart part : parts) {
                if (part instanceof ContentPart.Image(var _, var base64)) bytes += base64.length();
            }
        }
        return bytes;
    }
}
