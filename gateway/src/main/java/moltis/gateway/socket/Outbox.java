package moltis.gateway.socket;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import moltis.gateway.socket.EventFrame.Merge;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one client, in order, within bounds. Whoever offers an event never waits; whoever has an
 * answer to deliver does, until there is room. One writer at a time takes what is there in batches; it runs only while
 * something waits. Events of one run that still wait when the next one comes are merged, so a client that lags gets fewer
 * and larger frames instead of more memory.
 *
 * <p>The lock guards every field and is never held while anything is written.
 */
final class Outbox {

    /** Where frames go. Blocks until the batch is handed to the network. */
    @FunctionalInterface
    interface Sink {
        /** @return false when nothing more can be written */
        boolean write(List<byte[]> batch) throws InterruptedException;
    }

    enum Offer {
        TAKEN,
        /** The client is slow and will not see this event. */
        DROPPED,
        /** The client is too slow for an event that it must not miss: it has to be cut off. */
        OVERFLOW,
        CLOSED
    }

    private static final int BATCH_FRAMES = 64;
    private static final int BATCH_BYTES = 64 * 1024;

    private final int maxFrames;
    private final int maxBytes;
    private final Sink sink;
    private final Executor writers;
    private final Gathering gathering;

    private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
    private final Map<String, Event> lastOfGroup = new HashMap<>();
    private long bytes;
    private long dropped;
    private boolean writing;
    private boolean closed;
    private @Nullable Runnable whenEmpty;

    Outbox(int maxFrames, int maxBytes, Sink sink, Executor writers, Gathering gathering) {
        this.maxFrames = maxFrames;
        this.maxBytes = maxBytes;
        this.sink = sink;
        this.writers = writers;
        this.gathering = gathering;
    }

    /** Offers an event; never blocks. @param seq its number */
    Offer offer(EventFrame frame, long seq) {
        synchronized (queue) {
            if (closed) return Offer.CLOSED;
            if (merged(frame)) return Offer.TAKEN;
            if (frame.droppable() && isFull()) {
                dropped++;
                return Offer.DROPPED;
            }
            if (isFull()) dropDroppable();
            // A frame that must not be missed may exceed the number of frames, but not the bytes.
            if (bytes >= maxBytes) return Offer.OVERFLOW;
            append(new Event(frame, seq));
            return Offer.TAKEN;
        }
    }

    /** Adds an answer, waiting for room. @return false when the client is gone */
    boolean deliver(byte[] answer) throws InterruptedException {
        return deliver(answer, () -> {});
    }

    /** As {@link #deliver(byte[])}. @param settled run once, before the client can see the answer; must be quick */
    boolean deliver(byte[] answer, Runnable settled) throws InterruptedException {
        synchronized (queue) {
            try {
                while (!closed && isFull()) queue.wait();
            } finally {
                settled.run();
            }
            if (closed) return false;
            append(new Answer(answer));
            return true;
        }
    }

    /** Takes nothing more, writes what waits, then runs {@code then} once on the writer. */
    void closeAfterFlush(Runnable then) {
        synchronized (queue) {
            if (closed) return;
            closed = true;
            whenEmpty = then;
            queue.notifyAll();
            startWriter();
        }
    }

    /** Takes nothing more and forgets what waits. */
    void discard() {
        synchronized (queue) {
            closed = true;
            queue.clear();
            lastOfGroup.clear();
            bytes = 0;
            queue.notifyAll();
        }
    }

    /** How many events this client has missed. */
    long dropped() {
        synchronized (queue) {
            return dropped;
        }
    }

    int waiting() {
        synchronized (queue) {
            return queue.size();
        }
    }

    private boolean isFull() {
        return queue.size() >= maxFrames || bytes >= maxBytes;
    }

    private boolean merged(EventFrame frame) {
        if (frame.merge() == Merge.NEVER || frame.group() == null) return false;
        Event last = lastOfGroup.get(frame.group());
        if (last == null || last.frame.merge() != frame.merge()) return false;
        if (frame.merge() == Merge.APPEND && bytes >= maxBytes) return false;
        bytes -= last.size();
        if (frame.merge() == Merge.APPEND) last.append(frame.text());
        else last.replaceWith(frame);
        bytes += last.size();
        return true;
    }

    private void dropDroppable() {
        queue.removeIf(entry -> {
            if (!(entry instanceof Event event) || !event.frame.droppable()) return false;
            forget(entry);
            dropped++;
            return true;
        });
    }

    private void append(Waiting entry) {
        queue.addLast(entry);
        bytes += entry.size();
        if (entry instanceof Event event && event.frame.group() != null) lastOfGroup.put(event.frame.group(), event);
        startWriter();
    }

    private void startWriter() {
        if (writing) return;
        writing = true;
        writers.execute(this::write);
    }

    private void write() {
        gathering.began();
        try {
            while (true) {
                letPiecesGather();
                List<byte[]> batch = take();
                if (batch.isEmpty()) return;
                if (!sink.write(batch)) {
                    discard();
                    return;
                }
            }
        } catch (InterruptedException e) {
            discard();
        } finally {
            gathering.ended();
            finish();
        }
    }

    private void letPiecesGather() throws InterruptedException {
        long pause = gathering.pause();
        if (pause > 0 && beginsWithPieces()) TimeUnit.NANOSECONDS.sleep(pause);
    }

    private boolean beginsWithPieces() {
        synchronized (queue) {
            return queue.peekFirst() instanceof Event first && first.frame.merge() == Merge.APPEND;
        }
    }

    private List<byte[]> take() {
        synchronized (queue) {
            List<byte[]> batch = new ArrayList<>(Math.min(queue.size(), BATCH_FRAMES));
            int size = 0;
            while (!queue.isEmpty() && batch.size() < BATCH_FRAMES && size < BATCH_BYTES) {
                Waiting entry = queue.removeFirst();
                forget(entry);
                byte[] frame = entry.bytes();
                size += frame.length;
                batch.add(frame);
            }
            if (batch.isEmpty()) writing = false;
            else queue.notifyAll();
            return batch;
        }
    }

    private void forget(Waiting entry) {
        bytes -= entry.size();
        if (entry instanceof Event event && event.frame.group() != null) lastOfGroup.remove(event.frame.group(), event);
    }

    private void finish() {
        @Nullable Runnable last = null;
        synchronized (queue) {
            // Something may have come between the last look and now; then the next writer has been started already.
            if (closed && queue.isEmpty()) {
                last = whenEmpty;
                whenEmpty = null;
            }
        }
        if (last != null) last.run();
    }

    /** One frame that waits. */
    private abstract static sealed class Waiting permits Answer, Event {

        abstract int size();

        abstract byte[] bytes();
    }

    private static final class Answer extends Waiting {

        private final byte[] frame;

        Answer(byte[] frame) {
            this.frame = frame;
        }

        @Override
        int size() {
            return frame.length;
        }

        @Override
        byte[] bytes() {
            return frame;
        }
    }

    private static final class Event extends Waiting {

        private EventFrame frame;
        // The older number stays when a newer event is merged in: it fits the place in line.
        private final long seq;
        private byte[] text;
        private int textLength;

        Event(EventFrame frame, long seq) {
            this.frame = frame;
            this.seq = seq;
            this.text = frame.text();
            this.textLength = text.length;
        }

        void append(byte[] more) {
            // The first text is shared with other clients, so growing always copies.
            if (textLength + more.length > text.length || text == frame.text())
                text = Arrays.copyOf(text, Math.max(256, 2 * (textLength + more.length)));
            System.arraycopy(more, 0, text, textLength, more.length);
            textLength += more.length;
        }

        void replaceWith(EventFrame newer) {
            frame = newer;
        }

        @Override
        int size() {
            return frame.head().length + frame.tail().length + text.length;
        }

        @Override
        byte[] bytes() {
            return EventFrame.assemble(frame.head(), text, textLength, frame.tail(), seq);
        }
    }
}
