package moltis.providers.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ToolCallIdsTest {

    @Property(tries = 200)
    void every_id_is_acceptable_and_used_once(@ForAll List<String> raw) {
        for (var form : ToolCallIds.Form.values()) {
            var ids = new ToolCallIds(form);
            Set<String> seen = new HashSet<>();
            String pattern = form == ToolCallIds.Form.EXACTLY_9 ? "[A-Za-z0-9]{9}" : "[A-Za-z0-9_-]{1,40}";

            for (String id : raw) {
                String wire = ids.ofCall(id);
                assertThat(wire).matches(pattern);
                assertThat(seen.add(wire)).isTrue();
                assertThat(ids.ofAnswer(id)).isEqualTo(wire);
            }
        }
    }

    @Test
    void long_ids_stay_distinct_and_short_ones_stay_themselves() {
        var ids = new ToolCallIds(ToolCallIds.Form.UP_TO_40);

        assertThat(ids.ofCall("call_1")).isEqualTo("call_1");
        assertThat(ids.ofCall("x".repeat(60) + "1")).isNotEqualTo(ids.ofCall("x".repeat(60) + "2"));
        assertThat(ids.ofCall("")).isEqualTo("call");
        assertThat(ids.ofCall("call_1")).isEqualTo("call_1-1");
        assertThat(ids.ofAnswer("call_1")).isEqualTo("call_1-1");
    }
}
