package moltis.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import moltis.core.RequestException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackInputTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc#xyz",
                "  abc#xyz  ",
                "http://localhost:1455/auth/callback?code=abc&state=xyz",
                "https://host/auth/callback?state=xyz&code=abc&scope=a+b",
                "https://host/auth/callback#code=abc&state=xyz",
                "?code=abc&state=xyz",
                "#code=abc&state=xyz",
                "code=abc&state=xyz"
            })
    void every_form_that_a_person_may_paste_is_understood(String pasted) {
        assertThat(CallbackInput.parse(pasted)).isEqualTo(new CallbackInput("abc", "xyz"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "abc",
                "#xyz",
                "abc#",
                "http://localhost/?code=abc",
                "state=xyz",
                "?error=access_denied"
            })
    void what_lacks_a_half_is_refused_in_words(String pasted) {
        assertThatThrownBy(() -> CallbackInput.parse(pasted)).isInstanceOf(RequestException.class);
    }

    @Property
    void any_text_is_understood_or_refused_and_never_repeated(@ForAll String pasted) {
        try {
            CallbackInput.parse(pasted);
        } catch (RequestException e) {
            assertThat(e.code().wireCode()).isEqualTo("INVALID_REQUEST");
        }
    }
}
