package moltis.net;

import java.util.OptionalLong;

/** Hears how far a download is: at its start, at most every 100 ms, and at its end. */
@FunctionalInterface
public interface Progress {

    Progress SILENT = (_, _) -> {};

    /** @param total empty as long as nobody said it */
    void at(long bytes, OptionalLong total);
}
