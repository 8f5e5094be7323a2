package moltis.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import moltis.gateway.access.Access;
import org.junit.jupiter.api.Test;

class RouteTableTest {

    private static final Route.Handler NOTHING = _ -> {};
    private static final Route LIST = Route.get("/api/things", Access.READ, NOTHING);
    private static final Route ADD = Route.post("/api/things", Access.WRITE, NOTHING);
    private static final Route ONE = Route.get("/api/things/{key}/parts", Access.READ, NOTHING);
    private static final Route FILES = Route.get("/files/{path…}", Access.PUBLIC, NOTHING);

    private final RouteTable table = new RouteTable(List.of(LIST, ADD, ONE, FILES));

    @Test
    void finds_a_route_by_method_and_path() {
        assertThat(table.find("GET", "/api/things")).isEqualTo(new RouteTable.Match.Found(LIST, Map.of()));
        assertThat(table.find("POST", "/api/things")).isEqualTo(new RouteTable.Match.Found(ADD, Map.of()));
    }

    @Test
    void head_is_served_where_get_is() {
        assertThat(table.find("HEAD", "/api/things")).isEqualTo(new RouteTable.Match.Found(LIST, Map.of()));
    }

    @Test
    void another_method_is_told_which_ones_there_are() {
        assertThat(table.find("DELETE", "/api/things"))
                .isEqualTo(new RouteTable.Match.WrongMethod(Set.of("GET", "POST")));
    }

    @Test
    void what_is_nowhere_is_nothing() {
        assertThat(table.find("GET", "/api/other")).isInstanceOf(RouteTable.Match.Nothing.class);
        assertThat(table.find("GET", "/api/things/")).isInstanceOf(RouteTable.Match.Nothing.class);
        assertThat(table.find("GET", "/api/things//parts")).isInstanceOf(RouteTable.Match.Nothing.class);
        assertThat(table.find("GET", "/api/things/a/parts/b")).isInstanceOf(RouteTable.Match.Nothing.class);
    }

    @Test
    void a_place_keeps_an_encoded_slash_to_itself() {
        assertThat(table.find("GET", "/api/things/session%3A1%2F2+3/parts"))
                .isEqualTo(new RouteTable.Match.Found(ONE, Map.of("key", "session:1/2+3")));
    }

    @Test
    void a_last_place_takes_the_rest() {
        assertThat(PathPattern.of("/files/{path…}").match("/files/a/b.js"))
                .isEqualTo(Optional.of(Map.of("path", "a/b.js")));
    }

    @Test
    void two_routes_for_one_address_are_an_error() {
        assertThatThrownBy(() -> new RouteTable(List.of(LIST, LIST))).isInstanceOf(IllegalArgumentException.class);
    }
}
