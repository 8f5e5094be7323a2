package moltis.gateway.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * Where the server's work runs: what blocks, on virtual threads; what waits for the network, on one or two real ones. The
 * server's own pool is not used because its class starts the whole management machinery of the JDK, which costs more than
 * the rest of the server's start together.
 */
final class ServerThreads extends AbstractLifeCycle implements ThreadPool, VirtualThreads.Configurable {

    private final ExecutorService network = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("http-", 0).daemon().factory());
    private final Executor virtual;

    ServerThreads(Executor virtual) {
        this.virtual = virtual;
    }

    @Override
    public void execute(Runnable task) {
        network.execute(task);
    }

    @Override
    public Executor getVirtualThreadsExecutor() {
        return virtual;
    }

    @Override
    public void join() {}

    @Override
    public int getThreads() {
        return 1;
    }

    @Override
    public int getIdleThreads() {
        return 1;
    }

    @Override
    public boolean isLowOnThreads() {
        return false;
    }

    @Override
    protected void doStop() {
        network.shutdown();
    }
}
