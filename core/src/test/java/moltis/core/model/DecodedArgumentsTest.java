package moltis.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import moltis.core.json.Json;
import moltis.core.model.DecodedArguments.Diagnostic;
import moltis.core.model.DecodedArguments.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.NullNode;

class DecodedArgumentsTest {

    @Test
    void keeps_native_values_with_their_types() {
        var raw = Json.parse("{\"n\":0,\"b\":false,\"s\":\"\"}");

        assertThat(DecodedArguments.of(raw).value()).isSameAs(raw);
        assertThat(DecodedArguments.of(raw.toString()).value()).isEqualTo(raw);
        assertThat(DecodedArguments.of(raw.toString()).diagnostic()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"a\":1,} | {\"a\":1}",
                "{\"a\":[1,2,] | {\"a\":[1,2]}",
                "{\"a\":1, | {\"a\":1}",
                "{\"a\":\"open | {\"a\":\"open\"}",
                "{\"a\":\"dangling\\ | {\"a\":\"dangling\"}",
                "{\"url\":\"http://x\", // why | {\"url\":\"http://x\"}",
                "{\"a\":\"quote \\\" , }\", } | {\"a\":\"quote \\\" , }\"}",
            })
    void repairs_what_a_model_left_open(String raw, String expected) {
        var decoded = DecodedArguments.of(raw);

        assertThat(decoded.value()).isEqualTo(Json.parse(expected));
        assertThat(decoded.diagnostic().map(Diagnostic::source)).contains(Source.REPAIRED_STRING);
    }

    @Test
    void says_why_there_is_nothing() {
        assertThat(source(DecodedArguments.of("  "))).isEqualTo(Source.EMPTY_STRING);
        assertThat(source(DecodedArguments.of("ls -l"))).isEqualTo(Source.MALFORMED_STRING);
        assertThat(source(DecodedArguments.of("null"))).isEqualTo(Source.NULL_OR_MISSING);
        assertThat(source(DecodedArguments.of(NullNode.getInstance()))).isEqualTo(Source.NULL_OR_MISSING);
        assertThat(DecodedArguments.of("ls -l").value()).isEqualTo(Json.object());
    }

    @Test
    void tells_the_model_what_arrived() {
        var long_ = DecodedArguments.of("x".repeat(200));

        assertThat(long_.diagnostic().orElseThrow().forModel())
                .startsWith("Argument decode status: arg_decode=malformed-string raw_len=200 parse_error=")
                .endsWith("x".repeat(160) + "...");
    }

    private static Source source(DecodedArguments decoded) {
        return decoded.diagnostic().orElseThrow().source();
    }
}
