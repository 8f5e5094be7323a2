package moltis.gateway.v1;

import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Set;
import moltis.core.json.Json;
import moltis.gateway.http.HttpProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * What has to be known of a request whoever answers it, read without building anything.
 *
 * @param model who is to answer
 * @param stream whether the answer is to come in pieces
 * @param outputTokens the most that the answer may take; 0 where the request does not say
 * @param session what tells this conversation or this user from others, or empty
 */
public record Envelope(byte[] body, String model, boolean stream, long outputTokens, String session, int from, int to) {

    private static final Set<String> LIMITS = Set.of("max_tokens", "max_completion_tokens", "max_output_tokens");
    private static final Set<String> SESSIONS = Set.of("user", "prompt_cache_key", "session_id");

    /** @throws HttpProblem if it is not a JSON object that names a model */
    static Envelope read(byte[] body, boolean streamsUnlessTold) {
        try (JsonParser json = Json.MAPPER.createParser(body)) {
            return new Reading(body, streamsUnlessTold).of(json);
        } catch (JacksonException e) {
            throw new HttpProblem(400, "INVALID_JSON", "The body is not valid JSON.");
        }
    }

    /** The same body, byte for byte, with another name in the place of the model's. */
    byte[] asking(String other) {
        byte[] name = Json.MAPPER.writeValueAsBytes(other);
        var out = new ByteArrayOutputStream(body.length + name.length);
        out.write(body, 0, from);
        out.writeBytes(name);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }

    /** Goes once through a body. */
    private static final class Reading {

        private final byte[] body;
        private String model = "";
        private boolean stream;
        private long outputTokens;
        private String session = "";
        private int from;
        private int to;

        Reading(byte[] body, boolean streamsUnlessTold) {
            this.body = body;
            this.stream = streamsUnlessTold;
        }

        Envelope of(JsonParser json) {
            if (json.nextToken() != JsonToken.START_OBJECT) throw invalid("The body must be a JSON object.");
            Set<String> read = new HashSet<>();
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                member(json, name, value, read);
                json.skipChildren();
            }
            if (json.nextToken() != null) throw invalid("The body must be one JSON object.");
            if (model.isBlank()) throw invalid("'model' is required: the name of a model, as a text.");
            return new Envelope(body, model, stream, outputTokens, session, from, to);
        }

        private void member(JsonParser json, String name, JsonToken value, Set<String> read) {
            // Who reads on may take the last of two, or a name in other letters: then somebody else would be asked.
            if (name.equalsIgnoreCase("model") && (!name.equals("model") || !read.add(name)))
                throw invalid("'" + name + "' must not stand beside 'model'.");
            if (name.equals("model") && value == JsonToken.VALUE_STRING) {
                from = (int) json.currentTokenLocation().getByteOffset();
                model = json.getString();
                to = (int) json.currentLocation().getByteOffset();
            } else if (name.equals("stream")) {
                if (!read.add(name)) throw invalid("'stream' stands there twice.");
                if (value.isBoolean()) stream = json.getBooleanValue();
            } else if (LIMITS.contains(name) && value == JsonToken.VALUE_NUMBER_INT) {
                outputTokens = Math.max(0, json.getLongValue());
            } else if (SESSIONS.contains(name) && value == JsonToken.VALUE_STRING) {
                session = json.getString();
            } else if (name.equals("metadata") && value == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean user = json.currentName().equals("user_id");
                    if (json.nextToken() == JsonToken.VALUE_STRING && user) session = json.getString();
                    json.skipChildren();
                }
            }
        }

        private static HttpProblem invalid(String sentence) {
            return new HttpProblem(400, "INVALID_REQUEST", sentence);
        }
    }
}
