package moltis.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import moltis.core.tool.ToolResult;
import org.junit.jupiter.api.Test;

class DateTimeToolTest {

    private final DateTimeTool tool =
            new DateTimeTool(Clock.fixed(Instant.parse("2026-03-01T23:30:00Z"), ZoneOffset.UTC));

    @Test
    void tells_the_time_where_the_person_is() {
        assertThat(tool.execute(CalcToolTest.invocation("{}")))
                .hasToString("Done[value={\"iso\":\"2026-03-02T01:30:00+02:00\",\"date\":\"2026-03-02\","
                        + "\"time\":\"01:30:00\",\"weekday\":\"Monday\",\"timezone\":\"+02:00\",\"unix\":1772407800}]");
    }

    @Test
    void tells_the_time_elsewhere() {
        var result = tool.execute(CalcToolTest.invocation("{\"timezone\":\"America/New_York\"}"));

        assertThat(result)
                .isInstanceOfSatisfying(
                        ToolResult.Done.class,
                        done -> assertThat(done.value().path("iso").asString()).isEqualTo("2026-03-01T18:30:00-05:00"));
    }

    @Test
    void says_when_it_does_not_know_the_zone() {
        assertThat(tool.execute(CalcToolTest.invocation("{\"timezone\":\"Middle/Earth\"}")))
                .isEqualTo(new ToolResult.Failed(
                        "unknown time zone 'Middle/Earth'; use an IANA name such as Europe/Paris"));
    }
}
