package moltis.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import moltis.core.json.Json;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.core.tool.ToolInvocation;
import moltis.core.tool.ToolResult;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalcToolTest {

    @ParameterizedTest
    @CsvSource({
        "1+2*3, 7",
        "(1+2)*3, 9",
        "-2^2, 4",
        "2^3^2, 512",
        "2 - -3, 5",
        "--4, 4",
        "10 % 4, 2",
        "1e3 + 2.5e-1, 1000.25",
        "7/2, 3.5",
        ".5 * 4, 2",
        "2^-1, 0.5"
    })
    void works_out(String expression, String result) {
        assertThat(calc(expression))
                .isInstanceOfSatisfying(
                        ToolResult.Done.class,
                        done -> assertThat(done.value().path("result").asString())
                                .isEqualTo(result));
    }

    @Test
    void whole_results_are_whole_numbers_and_the_expression_comes_back() {
        assertThat(calc(" 6 * 7 ")).hasToString("Done[value={\"result\":42,\"normalized_expr\":\"6*7\"}]");
    }

    @Test
    void a_whole_result_beyond_64_bits_stays_a_float() {
        assertThat(calc("2^64"))
                .isInstanceOfSatisfying(
                        ToolResult.Done.class,
                        done -> assertThat(done.value().path("result").isIntegralNumber())
                                .isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "1/0, division by zero",
                "1%0, modulo by zero",
                "2^2000, the exponent is beyond 1024",
                "10^308*10, the result is too large",
                "(-8)^0.5, the result is not a real number",
                "2+, the expression ends too early",
                "(1, a closing parenthesis is missing",
                "1 2, unexpected '2'",
                "rm -rf, unexpected 'r'",
                "1.2.3, \"'1.2.3' is not a number\""
            })
    void refuses(String expression, String message) {
        assertThat(calc(expression)).isEqualTo(new ToolResult.Failed(message));
    }

    @Test
    void refuses_what_is_too_long_or_too_deep() {
        assertThat(calc("1+".repeat(300) + "1")).isInstanceOf(ToolResult.Failed.class);
        assertThat(calc("(".repeat(65) + "1" + ")".repeat(65))).isInstanceOf(ToolResult.Failed.class);
        assertThat(calc("1+".repeat(200) + "1")).isEqualTo(new ToolResult.Failed("the expression has too many parts"));
    }

    @Test
    void takes_the_short_name_of_its_argument() {
        var arguments = Json.object().put("expr", "1+1");

        assertThat(new CalcTool().execute(invocation(arguments.toString())))
                .hasToString("Done[value={\"result\":2,\"normalized_expr\":\"1+1\"}]");
    }

    @Property
    void never_fails_in_any_other_way(@ForAll @StringLength(max = 40) String anything) {
        assertThat(calc(anything)).isNotNull();
    }

    private static ToolResult calc(String expression) {
        return new CalcTool()
                .execute(invocation(Json.object().put("expression", expression).toString()));
    }

    static ToolInvocation invocation(String arguments) {
        return new ToolInvocation(
                "c1", Schemas.of(arguments), SessionKey.MAIN, new RunId("r-1"), ZoneOffset.ofHours(2));
    }
}
