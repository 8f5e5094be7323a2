package moltis.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource({
        "key sk-ant-api03-AbCdEf0123456789 refused, key [secret] refused",
        "Authorization: Bearer abcdefgh12345678, Authorization: [secret] [secret]",
        "proxy http://me:p@ss@host:8080/x, proxy http://[secret]@host:8080/x",
        "api_key=0123456789 and more, api_key=[secret] and more"
    })
    void takes_out_what_looks_like_a_secret(String text, String clean) {
        assertThat(Redaction.of(text)).isEqualTo(clean);
    }

    @ParameterizedTest
    @ValueSource(strings = {"turn finished", "models=12", "https://example.org/v1/chat", "tokens: 42"})
    void leaves_ordinary_lines_alone(String text) {
        assertThat(Redaction.of(text)).isEqualTo(text);
    }
}
