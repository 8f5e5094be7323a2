package moltis.gateway.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every address that is served. */
final class RouteTable {

    /** What stands at a path: a route per method. */
    private record Place(PathPattern pattern, Map<String, Route> byMethod) {}

    private final Map<String, Place> exact = new HashMap<>();
    private final List<Place> patterns = new ArrayList<>();

    /** @throws IllegalArgumentException if two routes have one method and path */
    RouteTable(Collection<Route> routes) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (Route route : routes) {
            Place place = places.computeIfAbsent(
                    route.path(), path -> new Place(PathPattern.of(path), new LinkedHashMap<>()));
            if (place.byMethod().put(route.method(), route) != null)
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
        }
        for (Place place : places.values()) {
            if (place.pattern().hasPlaces()) patterns.add(place);
            else exact.put(place.pattern().text(), place);
        }
    }

    sealed interface Match {
        record Found(Route route, Map<String, String> places) implements Match {}

        /** The path is served, but not by this method. */
        record WrongMethod(Set<String> allowed) implements Match {}

        record Nothing() implements Match {}
    }

    /** @param path as it came, percent-encoded */
    Match find(String method, String path) {
        Place place = exact.get(path);
        if (place != null) return pick(place, method, Map.of());
        for (Place candidate : patterns) {
            Optional<Map<String, String>> places = candidate.pattern().match(path);
            if (places.isPresent()) return pick(candidate, method, places.get());
        }
        return new Match.Nothing();
    }

    private static Match pick(Place place, String method, Map<String, String> values) {
        Route route = place.byMethod().get(method.equals("HEAD") ? "GET" : method);
        return route == null ? new Match.WrongMethod(place.byMethod().keySet()) : new Match.Found(route, values);
    }
}
