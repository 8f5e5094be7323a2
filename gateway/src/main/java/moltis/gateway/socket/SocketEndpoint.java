package moltis.gateway.socket;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket connection on the server's own frames: joins messages, answers pings, and writes. Jetty calls it from one
 * thread at a time and hands out the next frame only when the last one was dealt with.
 */
final class SocketEndpoint implements FrameHandler, Line {

    private static final Logger LOG = LoggerFactory.getLogger(SocketEndpoint.class);
    private static final long CLOSE_GRACE_MS = 2000;
    /** A client that sends this much in one message does not mean well. */
    private static final long HOPELESS = 16L * 1024 * 1024;

    private final Conversation conversation;
    private final Scheduler timers;
    private final long handshakeMs;
    private final MessageAssembly assembly;
    private final AtomicBoolean ponging = new AtomicBoolean();
    private volatile @Nullable CoreSession session;
    private boolean binary;

    SocketEndpoint(Conversation.Shared shared, Upgrade upgrade, Scheduler timers) {
        this.conversation = new Conversation(shared, upgrade, this);
        this.timers = timers;
        this.handshakeMs = shared.limits().handshake().toMillis();
        this.assembly = new MessageAssembly(shared.limits().maxPayload());
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        session = opened;
        timers.schedule(conversation::handshakeIsDue, handshakeMs, TimeUnit.MILLISECONDS);
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        try {
            conversation.heard();
            boolean more = take(frame);
            callback.succeeded();
            CoreSession open = session;
            if (more && open != null) open.demand();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            callback.failed(e);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("a frame could not be dealt with");
            callback.failed(e);
        }
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        LOG.atDebug().addKeyValue("cause", cause.toString()).log("connection failed");
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        conversation.ended();
        callback.succeeded();
    }

    @Override
    public boolean write(List<byte[]> frames) throws InterruptedException {
        CoreSession open = session;
        if (open == null || !open.isOutputOpen()) return false;
        var done = new Callback.Completable(InvocationType.NON_BLOCKING);
        int last = frames.size() - 1;
        for (int i = 0; i <= last; i++) {
            var frame = new Frame(OpCode.TEXT, ByteBuffer.wrap(frames.get(i)));
            open.sendFrame(frame, i == last ? done : Callback.NOOP, i < last);
        }
        try {
            done.get();
            return true;
        } catch (ExecutionException | CompletionException e) {
            LOG.atDebug().addKeyValue("cause", String.valueOf(e.getCause())).log("the client can't be written to");
            return false;
        }
    }

    @Override
    public void ping() {
        CoreSession open = session;
        if (open != null) open.sendFrame(new Frame(OpCode.PING), Callback.NOOP, false);
    }

    @Override
    public void close(CloseCode code, String reason) {
        CoreSession open = session;
        if (open == null) return;
        open.close(code.number(), reason, Callback.NOOP);
        try {
            timers.schedule(() -> cut(open), CLOSE_GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopping) {
            cut(open);
        }
    }

    private static void cut(CoreSession open) {
        if (!open.isClosed()) open.abort();
    }

    /** @return whether more frames may come */
    private boolean take(Frame frame) throws InterruptedException {
        switch (frame.getOpCode()) {
            case OpCode.TEXT, OpCode.BINARY -> {
                binary = frame.getOpCode() == OpCode.BINARY;
                return piece(frame);
            }
            case OpCode.CONTINUATION -> {
                return piece(frame);
            }
            case OpCode.PING -> pong(frame);
            case OpCode.CLOSE -> {
                return false;
            }
            default -> {}
        }
        return true;
    }

    private boolean piece(Frame frame) throws InterruptedException {
        assembly.add(frame.getPayload());
        if (assembly.total() > HOPELESS) {
            close(CloseCode.TOO_BIG, "message too large");
            return false;
        }
        if (!frame.isFin()) return true;
        boolean tooLarge = assembly.isTooLarge();
        byte[] message = assembly.take();
        // The protocol has no binary messages; the original ignores them, so we do.
        if (binary) return true;
        if (tooLarge) conversation.tooLarge(message);
        else conversation.message(message);
        return true;
    }

    private void pong(Frame ping) {
        CoreSession open = session;
        // One answer at a time: a flood of pings from a client that does not read must not pile up.
        if (open == null || !ponging.compareAndSet(false, true)) return;
        var pong = new Frame(OpCode.PONG, BufferUtil.copy(ping.getPayload()));
        open.sendFrame(pong, Callback.from(() -> ponging.set(false), _ -> ponging.set(false)), false);
    }
}
