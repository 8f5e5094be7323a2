package moltis.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import moltis.core.session.SessionDirectory;
import moltis.core.session.Transcripts;
import moltis.core.session.TurnQueue;

/** Ports of a process that dies: after so many calls nothing is read, written or heard any more. */
final class CrashingPorts {

    /** The process is dead. */
    static final class Dead extends Error {
        private static final long serialVersionUID = 1L;

        Dead() {
            super("dead", null, false, false);
        }
    }

    private final AtomicInteger left;
    /** A call is looked at and made in one: no call that was let through may take effect after the death. */
    private final Object oneAtATime = new Object();

    private final boolean afterTheCall;

    /**
     * @param calls how many calls work
     * @param afterTheCall whether the first call that fails still has its effect, so that only its answer is lost
     */
    CrashingPorts(int calls, boolean afterTheCall) {
        this.left = new AtomicInteger(calls);
        this.afterTheCall = afterTheCall;
    }

    boolean isDead() {
        return left.get() < 0;
    }

    /** When this returns, nothing that the process had begun has an effect any more. */
    void kill() {
        synchronized (oneAtATime) {
            left.set(-1);
        }
    }

    ChatPorts around(ChatPorts ports) {
        return new ChatPorts(
                dying(Transcripts.class, ports.transcripts()),
                dying(SessionDirectory.class, ports.sessions()),
                dying(TurnQueue.class, ports.queue()),
                ports.events(),
                ports.models(),
                ports.questions(),
                ports.breaker(),
                ports.somebodyListens());
    }

    private <T> T dying(Class<T> port, T real) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, args) -> {
            synchronized (oneAtATime) {
                int before = left.getAndUpdate(calls -> calls < 0 ? calls : calls - 1);
                boolean dies = before <= 0;
                if (dies && !(before == 0 && afterTheCall)) throw new Dead();
                try {
                    Object result = method.invoke(real, args);
                    if (dies) throw new Dead();
                    return result;
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }));
    }
}
