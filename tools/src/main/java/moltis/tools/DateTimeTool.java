package moltis.tools;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;
import moltis.core.json.Json;
import moltis.core.model.ToolSpec;
import moltis.core.tool.Tool;
import moltis.core.tool.ToolInvocation;
import moltis.core.tool.ToolResult;

/** Tells date and time, in the person's zone or in one that the model names. */
final class DateTimeTool implements Tool {

    private static final ToolSpec SPEC = new ToolSpec(
            "datetime",
            "The current date, time and weekday, in the person's time zone or another one.",
            Schemas.of("""
                    {"type":"object","properties":{"timezone":{"type":"string",
                     "description":"IANA name, for example Europe/Paris; leave out for the person's own"}}}"""));

    private final Clock clock;

    DateTimeTool(Clock clock) {
        this.clock = clock;
    }

    @Override
    public ToolSpec spec() {
        return SPEC;
    }

    @Override
    public ToolResult execute(ToolInvocation invocation) {
        String named = invocation.arguments().path("timezone").asString("").strip();
        ZoneId zone;
        try {
            zone = named.isEmpty() ? invocation.zone() : ZoneId.of(named);
        } catch (DateTimeException unknown) {
            return new ToolResult.Failed("unknown time zone '" + named + "'; use an IANA name such as Europe/Paris");
        }
        ZonedDateTime now = clock.instant().atZone(zone);
        return new ToolResult.Done(Json.object()
                .put("iso", now.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME))
                .put("date", now.toLocalDate().toString())
                .put("time", now.format(DateTimeFormatter.ofPattern("HH:mm:ss")))
                .put("weekday", now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .put("timezone", zone.getId())
                .put("unix", now.toEpochSecond()));
    }
}
