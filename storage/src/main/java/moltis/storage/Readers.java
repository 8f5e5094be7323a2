package moltis.storage;

import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** A few reading connections, opened when they are first needed; the one that was used last is used next. */
final class Readers {

    private final Deque<Sql> idle = new ConcurrentLinkedDeque<>();
    private final Semaphore permits;
    private final int limit;
    private final SqlDialect dialect;
    private volatile boolean closed;

    Readers(SqlDialect dialect, int limit) {
        this.dialect = dialect;
        this.limit = limit;
        this.permits = new Semaphore(limit);
    }

    <T> T read(Work<T> work) throws SQLException {
        permits.acquireUninterruptibly();
        try {
            if (closed) throw new SQLException("the database is closed");
            @Nullable Sql free = idle.pollFirst();
            Sql sql = free == null ? new Sql(dialect.connectReader()) : free;
            try {
                return work.in(sql);
            } finally {
                idle.addFirst(sql);
            }
        } finally {
            permits.release();
        }
    }

    /** Waits for those who read. */
    void close() throws SQLException {
        closed = true;
        permits.acquireUninterruptibly(limit);
        try {
            for (@Nullable Sql sql = idle.poll(); sql != null; sql = idle.poll()) sql.close();
        } finally {
            permits.release(limit);
        }
    }
}
