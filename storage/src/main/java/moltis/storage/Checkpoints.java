package moltis.storage;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves what the write-ahead log holds into the database file, on a connection and a thread of its own, so that nobody
 * who writes waits for that. The thread is there only while there is something to move.
 */
final class Checkpoints {

    private static final Logger log = LoggerFactory.getLogger(Checkpoints.class);
    private static final int COMMITS = 1_000;
    private static final String MOVE = "PRAGMA wal_checkpoint(PASSIVE)";

    private final SqlDialect dialect;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            0,
            1,
            5,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Thread.ofPlatform().daemon().name("moltis-checkpoint").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    private int commits;

    Checkpoints(SqlDialect dialect) {
        this.dialect = dialect;
    }

    /** Called by the writer after each commit. */
    void committed() {
        if (++commits < COMMITS) return;
        commits = 0;
        thread.execute(this::move);
    }

    /** Waits for a move that has begun. */
    void close() {
        thread.close();
    }

    private void move() {
        try {
            var sql = new Sql(dialect.connectWriter());
            try {
                sql.first(MOVE, row -> row.number("checkpointed"));
            } finally {
                sql.close();
            }
        } catch (SQLException e) {
            // Nothing is lost: the log keeps it, and the writer moves it when the log has grown long.
            log.atWarn().addKeyValue("error", e.getMessage()).log("checkpoint failed");
        }
    }
}
