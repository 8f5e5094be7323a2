package moltis.gateway.socket;

import java.util.concurrent.atomic.AtomicReferenceArray;
import moltis.core.event.ChatEvent;
import moltis.gateway.json.JsonBytes;
import moltis.gateway.socket.EventFrame.Merge;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the pieces of answers. All pieces of a run differ only in their text, so what stands around it is kept for some
 * of the runs that were heard of last. Safe for use by many threads.
 */
final class DeltaFrames {

    private static final int KEPT = 2048;

    private record Around(ChatEvent.Run run, byte[] head, byte[] tail) {}

    private final AtomicReferenceArray<@Nullable Around> kept = new AtomicReferenceArray<>(KEPT);

    EventFrame encode(ChatEvent.Delta delta) {
        Around around = around(delta);
        return new EventFrame(
                false,
                Merge.APPEND,
                delta.run().id().value(),
                around.head,
                new JsonBytes().escaped(delta.text()).toBytes(),
                around.tail);
    }

    private Around around(ChatEvent.Delta delta) {
        ChatEvent.Run run = delta.run();
        int place = System.identityHashCode(run) & KEPT - 1;
        Around known = kept.get(place);
        if (known != null && known.run == run) return known;
        Around made = new Around(
                run,
                EventEncoder.start(delta).name("text").raw("\"").toBytes(),
                EventEncoder.clientSeq(new JsonBytes().raw("\""), run).close().toBytes());
        kept.set(place, made);
        return made;
    }
}
