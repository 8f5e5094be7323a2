package moltis.app;

import java.util.Objects;

/** Which Moltis this is. */
final class Version {

    private Version() {}

    /** The release, as the jar's manifest says it. */
    static String current() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "development");
    }
}
