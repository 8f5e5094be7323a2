package moltis.agent;

import static org.assertj.core.api.Assertions.assertThat;

import moltis.core.json.Json;
import moltis.core.model.DecodedArguments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class ArgumentCheckTest {

    private final ArgumentCheck check = new ArgumentCheck((ObjectNode) Json.parse("""
            {"type":"object","required":["s"],"properties":{
              "s":{"type":"string"},"i":{"type":"integer"},"n":{"type":"number"},"b":{"type":"boolean"},
              "o":{"type":"object"},"a":{"type":"array"},"sn":{"type":["string","null"]},"odd":{"type":"date"},"any":{}}}"""));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "i | \"5\" | 5",
                "i | \" 5 \" | 5",
                "i | \"5.5\" | \"5.5\"",
                "n | \"5.5\" | 5.5",
                "b | \"TRUE\" | true",
                "b | \"yes\" | \"yes\"",
                "s | \"5\" | \"5\"",
                "sn | \"true\" | \"true\"",
                "sn | \"None\" | null",
                "a | \"[1, 2]\" | [1,2]",
                "any | \"5\" | \"5\""
            })
    void strings_become_what_the_schema_wants_where_the_meaning_is_plain(String field, String sent, String read) {
        assertThat(check.coerced(Json.parse("{\"" + field + "\":" + sent + "}")).get(field))
                .hasToString(read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"s\":\"x\",\"i\":5.0,\"n\":1,\"b\":false,\"o\":{},\"a\":[],\"sn\":null,\"odd\":{},\"any\":3,\"new\":1}",
                "{\"s\":\"\",\"i\":null}"
            })
    void accepts_what_fits(String json) {
        assertThat(complaint(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | missing required field 's'",
                "{\"s\":null} | missing required field 's'",
                "{\"s\":1} | field 's' must be string",
                "{\"s\":\"x\",\"i\":5.5} | field 'i' must be integer",
                "{\"s\":\"x\",\"a\":{}} | field 'a' must be array",
                "{\"s\":\"x\",\"sn\":4} | field 'sn' must be string or null",
                "[1] | arguments must be a JSON object"
            })
    void says_what_does_not_fit(String json, String complaint) {
        assertThat(complaint(json)).contains(complaint).contains("Sent: " + json);
    }

    @Test
    void everything_fits_where_nothing_is_demanded() {
        var open = new ArgumentCheck(Json.object());
        var sent = Json.object().put("x", 1);

        assertThat(open.complaint(open.coerced(sent), DecodedArguments.of(sent)))
                .isEmpty();
    }

    private String complaint(String json) {
        var decoded = DecodedArguments.of(json);
        return check.complaint(check.coerced(decoded.value()), decoded).orElse("");
    }
}
