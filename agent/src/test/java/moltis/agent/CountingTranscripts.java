package moltis.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import moltis.core.session.Transcripts;

/** Transcripts that count how often lines are read. */
final class CountingTranscripts {

    private static final Set<String> READS = Set.of("read", "before", "after");

    private CountingTranscripts() {}

    static Transcripts of(Transcripts real, AtomicInteger reads) {
        return (Transcripts) Proxy.newProxyInstance(
                Transcripts.class.getClassLoader(), new Class<?>[] {Transcripts.class}, (proxy, method, args) -> {
                    if (READS.contains(method.getName())) reads.incrementAndGet();
                    try {
                        return method.invoke(real, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
