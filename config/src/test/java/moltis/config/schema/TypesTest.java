package moltis.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import moltis.core.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypesTest {

    private static final Path HOME = Path.of("/home/robin");

    @ParameterizedTest
    @CsvSource({"30m,PT30M", "2h,PT2H", "45s,PT45S", "1500,PT1.5S", "1d,PT24H"})
    void an_interval_has_a_unit_or_counts_milliseconds(String text, Duration expected) throws BadValue {
        assertThat(Types.INTERVAL.convert(text, HOME)).isEqualTo(expected);
    }

    @Test
    void a_cooldown_without_a_unit_is_only_zero() throws BadValue {
        assertThat(Types.COOLDOWN.convert("0", HOME)).isZero();
        assertThatThrownBy(() -> Types.COOLDOWN.convert("5", HOME)).isInstanceOf(BadValue.class);
    }

    @ParameterizedTest
    @CsvSource({"1MB,1048576", "512kb,524288", "1.5mb,1572864", "77,77", "2GB,2147483648", "3 b,3"})
    void a_size_counts_in_1024s(String text, long expected) throws BadValue {
        assertThat(Types.SIZE.convert(text, HOME)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1tb", "-1", "1.2.3"})
    void another_size_is_an_error(String text) {
        assertThatThrownBy(() -> Types.SIZE.convert(text, HOME)).isInstanceOf(BadValue.class);
    }

    @Test
    void what_a_type_prints_it_reads_again() throws BadValue {
        for (Duration duration :
                List.of(Duration.ofMinutes(30), Duration.ofHours(2), Duration.ofMillis(1500), Duration.ZERO)) {
            assertThat(Types.INTERVAL.convert(Types.INTERVAL.plain(duration), HOME))
                    .isEqualTo(duration);
        }
        for (long size : new long[] {0, 77, 1024, 1 << 20, 3L << 30}) {
            assertThat(Types.SIZE.convert(Types.SIZE.plain(size), HOME)).isEqualTo(size);
        }
    }

    @Test
    void a_tilde_is_the_home_folder() throws BadValue {
        assertThat(Types.PATH.convert("~/certs/a.pem", HOME)).isEqualTo(Path.of("/home/robin/certs/a.pem"));
        assertThat(Types.PATH.convert("/a/~", HOME)).isEqualTo(Path.of("/a/~"));
    }

    @Test
    void a_number_out_of_range_is_named_and_of_the_wrong_type() {
        assertThatThrownBy(() -> Types.U16.convert(70_000L, HOME))
                .hasMessage("must be a whole number from 0 to 65535, not 70000");
        assertThatThrownBy(() -> Types.U64.convert(-1L, HOME))
                .isInstanceOfSatisfying(
                        BadValue.class, bad -> assertThat(bad.category()).isEqualTo(Category.TYPE_ERROR));
        assertThatThrownBy(() -> Types.U64.from(1).convert(0L, HOME))
                .isInstanceOfSatisfying(
                        BadValue.class, bad -> assertThat(bad.category()).isEqualTo(Category.INVALID_VALUE));
    }

    @Test
    void text_of_the_environment_becomes_what_the_key_takes() throws BadValue {
        assertThat(Types.U16.convert(FromEnvironment.placeholder("4711"), HOME)).isEqualTo(4711);
        assertThat(Types.FLAG.convert(FromEnvironment.placeholder("TRUE"), HOME))
                .isTrue();
        assertThat(Types.TEXT.convert(FromEnvironment.placeholder("42"), HOME)).isEqualTo("42");
        assertThat(Types.TEXTS.convert(FromEnvironment.placeholder("[\"exec\"]"), HOME))
                .containsExactly("exec");
        assertThat(Types.TEXT_MAP.convert(FromEnvironment.placeholder("{\"a\":\"b\"}"), HOME))
                .isEqualTo(Map.of("a", "b"));
        assertThat(Types.DECIMAL.convert(FromEnvironment.placeholder("0.5"), HOME))
                .isEqualTo(0.5);
    }

    @Test
    void text_of_the_file_does_not_become_a_number() {
        assertThatThrownBy(() -> Types.U16.convert("4711", HOME)).hasMessageContaining("not text");
        assertThatThrownBy(() -> Types.FLAG.convert("true", HOME)).hasMessageContaining("true or false");
        assertThatThrownBy(() -> Types.TEXTS.convert("exec", HOME)).hasMessageContaining("a list of text");
    }

    @Test
    void a_refused_secret_is_not_repeated() {
        assertThat(Types.SECRET.plain(Secret.of("hush"))).isEqualTo("hush");
        assertThatThrownBy(() -> Types.SECRET.convert(List.of("hush"), HOME)).hasMessage("must be text, not a list");
    }
}
