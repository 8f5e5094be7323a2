package moltis.storage;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one writer. Whoever comes when nobody writes takes the lead and commits everything that was queued meanwhile in one
 * transaction; the others wait until theirs is done. So a single caller pays for no change of threads, and many callers
 * share one commit.
 */
final class Writer {

    private static final String SAVEPOINT = "SAVEPOINT unit";
    private static final String RELEASE = "RELEASE unit";
    private static final String ROLLBACK_TO = "ROLLBACK TO unit";
    private static final String COMMIT = "COMMIT";
    private static final String ROLLBACK = "ROLLBACK";

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Unit<?>> queue = new ConcurrentLinkedQueue<>();
    private final Sql sql;
    private final SqlDialect dialect;
    private final Checkpoints checkpoints;
    private boolean closed;

    Writer(Sql sql, SqlDialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
        this.checkpoints = new Checkpoints(dialect);
    }

    /** Returns after the commit. Not interruptible: what was begun is finished, and the thread stays interrupted. */
    <T> T write(Work<T> work) throws SQLException {
        if (lock.isHeldByCurrentThread()) throw new IllegalStateException("work can't begin other work");
        var unit = new Unit<T>(work);
        queue.add(unit);
        boolean interrupted = false;
        while (!unit.done) {
            if (lock.tryLock()) lead(unit);
            else LockSupport.park(this);
            // Parking ends at once while the thread is interrupted.
            interrupted |= Thread.interrupted();
        }
        if (interrupted) Thread.currentThread().interrupt();
        return unit.result();
    }

    /** Commits what is queued, unless someone did, and makes sure that whoever came meanwhile takes the lead. */
    private void lead(Unit<?> unit) {
        try {
            if (!unit.done) commitQueued();
        } finally {
            lock.unlock();
            @Nullable Unit<?> next = queue.peek();
            if (next != null) LockSupport.unpark(next.thread);
        }
    }

    /** Waits for the work that has begun. */
    void close() throws SQLException {
        lock.lock();
        try {
            closed = true;
            checkpoints.close();
            sql.close();
        } finally {
            lock.unlock();
        }
    }

    private void commitQueued() {
        List<Unit<?>> units = new ArrayList<>();
        for (@Nullable Unit<?> next = queue.poll(); next != null; next = queue.poll()) units.add(next);
        try {
            if (closed) throw new SQLException("the database is closed");
            sql.execute(dialect.beginWrite());
            try {
                for (Unit<?> unit : units) run(unit, units.size() > 1);
                sql.execute(COMMIT);
                checkpoints.committed();
            } catch (Throwable failure) {
                rollback(failure);
                throw failure;
            }
        } catch (Throwable failure) {
            units.forEach(unit -> unit.fail(failure));
        } finally {
            units.forEach(Unit::end);
        }
    }

    /** A unit that fails takes only its own changes back. */
    private void run(Unit<?> unit, boolean hasCompany) throws SQLException {
        if (hasCompany) sql.execute(SAVEPOINT);
        try {
            unit.run(sql);
        } catch (Throwable failure) {
            if (!hasCompany) throw failure;
            unit.fail(failure);
            sql.execute(ROLLBACK_TO);
        }
        if (hasCompany) sql.execute(RELEASE);
    }

    private void rollback(Throwable failure) {
        try {
            sql.execute(ROLLBACK);
        } catch (SQLException e) {
            // SQLite has rolled back already, for example because the disk is full.
            failure.addSuppressed(e);
        }
    }

    /** One caller's work. What came out of it is written before {@code done} and read after it. */
    private static final class Unit<T> {
        private final Work<T> work;
        private @Nullable T value;
        private @Nullable Throwable failure;
        private final Thread thread = Thread.currentThread();
        private volatile boolean done;

        Unit(Work<T> work) {
            this.work = work;
        }

        void run(Sql sql) throws SQLException {
            value = work.in(sql);
        }

        void fail(Throwable why) {
            if (failure == null) failure = why;
        }

        void end() {
            done = true;
            LockSupport.unpark(thread);
        }

        @SuppressWarnings("NullAway") // Without a failure the value is what the work returned.
        T result() throws SQLException {
            if (failure instanceof SQLException e)
                throw new SQLException(e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
            if (failure instanceof RuntimeException e) throw e;
            if (failure instanceof Error e) throw e;
            return value;
        }
    }
}
