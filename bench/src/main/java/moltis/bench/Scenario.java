package moltis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One thing to measure. */
interface Scenario {

    /** @param scratch an empty folder */
    List<Figure> measure(Path scratch) throws IOException, InterruptedException;
}
