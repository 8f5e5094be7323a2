package moltis.gateway.log;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The log on disk, which reaches back further than the memory. */
public interface LogArchive {

    LogArchive NONE = new LogArchive() {
        @Override
        public List<LogEntry> newest(LogQuery query) {
            return List.of();
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }
    };

    /** The newest matching records, oldest first. Blocks for the disk. */
    List<LogEntry> newest(LogQuery query);

    /** The file that is being written. */
    Optional<Path> file();
}
