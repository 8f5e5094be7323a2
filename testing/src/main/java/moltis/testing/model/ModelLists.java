package moltis.testing.model;

import java.util.stream.Collectors;

/** The body of {@code /v1/models}. */
final class ModelLists {

    private ModelLists() {}

    static String write(boolean anthropic) {
        String entries = ScriptedModelServer.MODELS.stream()
                .map(id -> anthropic
                        ? "{\"type\":\"model\",\"id\":\"" + id + "\",\"display_name\":\"Scripted " + id.substring(9)
                                + "\",\"created_at\":\"2026-01-01T00:00:00Z\"}"
                        : "{\"id\":\"" + id + "\",\"object\":\"model\",\"created\":1767225600,\"owned_by\":\"moltis\"}")
                .collect(Collectors.joining(","));
        return anthropic
                ? "{\"data\":[" + entries + "],\"has_more\":false,\"first_id\":\""
                        + ScriptedModelServer.MODELS.getFirst() + "\",\"last_id\":\""
                        + ScriptedModelServer.MODELS.getLast() + "\"}"
                : "{\"object\":\"list\",\"data\":[" + entries + "]}";
    }
}
