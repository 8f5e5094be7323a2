package moltis.access.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import moltis.core.RequestException;
import moltis.core.Secret;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "change-me-please",
                "Change_Me!!!",
                "undefinedundefined",
                "null-null-null",
                "your-password-here",
                "password1234",
                "PasswordPassword",
                "aaaaaaaaaaaa",
                "123456789012",
                "correct horse battery staple",
                "super-secret-password",
                "[object Object]",
                "moltis-moltis-2026"
            })
    void pain_35_a_placeholder_that_everybody_knows_is_no_password(String known) {
        assertThatThrownBy(() -> PasswordRule.check(Secret.of(known)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("placeholder")
                .hasMessageNotContaining(known);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"green kettles sing", "Straßenbahn fährt", "日本語のパスワードはいい", "!#%&/()=?+*~-_", "zwölfzeichen"})
    void a_sentence_of_ones_own_is_a_password(String own) {
        assertThatCode(() -> PasswordRule.check(Secret.of(own))).doesNotThrowAnyException();
    }

    @Test
    void characters_are_counted_not_bytes() {
        assertThatThrownBy(() -> PasswordRule.check(Secret.of("日本語のパスワード")))
                .hasMessage("password must be at least 12 characters");
        assertThatThrownBy(() -> PasswordRule.check(Secret.of("ab".repeat(513))))
                .hasMessage("password must be at most 1024 characters");
        assertThatCode(() -> PasswordRule.check(Secret.of("a sentence, ".repeat(85))))
                .doesNotThrowAnyException();
    }

    @Property(tries = 200)
    void a_placeholder_stays_one_however_it_is_decorated(@ForAll @AlphaChars @StringLength(1) String letter) {
        assertThat(PasswordRule.isPlaceholder("--" + letter.repeat(12) + "!!")).isTrue();
        assertThat(PasswordRule.isPlaceholder("*Change*Me*" + "1234")).isTrue();
    }
}
