package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.ZONE;

import java.time.ZoneId;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [user]}: who the person is. */
public record UserConfig(Optional<String> name, Optional<ZoneId> timezone, Optional<Location> location) {

    static UserConfig read(KeyReader keys) {
        return new UserConfig(
                keys.hot().optional("name", TEXT, "What the agent calls you."),
                keys.hot().optional("timezone", ZONE, "Your time zone."),
                keys.hot().optionalTable("location", Location::read));
    }

    /** {@code [user.location]}. */
    public record Location(double latitude, double longitude, Optional<String> place, Optional<Long> updatedAt) {

        static Location read(KeyReader keys) {
            return new Location(
                    keys.hot().required("latitude", DECIMAL, 0.0, "Degrees north."),
                    keys.hot().required("longitude", DECIMAL, 0.0, "Degrees east."),
                    keys.hot().optional("place", TEXT, "Name of the place."),
                    keys.hot().optional("updated_at", U64, "When the place was noted, in seconds since 1970."));
        }
    }
}
