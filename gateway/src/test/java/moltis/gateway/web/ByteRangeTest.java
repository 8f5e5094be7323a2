package moltis.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=100-, 100, 999",
        "bytes=-50, 950, 999",
        "bytes=990-5000, 990, 999",
        "bytes=-5000, 0, 999",
    })
    void one_range_is_understood(String header, long first, long last) {
        assertThat(ByteRange.wish(Optional.of(header), 1000))
                .isEqualTo(new ByteRange.Wish.Part(new ByteRange(first, last)));
    }

    @ParameterizedTest
    @CsvSource({"bytes=1000-, 1000", "bytes=5-2, 1000", "bytes=-0, 1000", "bytes=0-, 0"})
    void a_range_outside_is_impossible(String header, long size) {
        assertThat(ByteRange.wish(Optional.of(header), size)).isInstanceOf(ByteRange.Wish.Impossible.class);
    }

    @ParameterizedTest
    @CsvSource({"'bytes=0-1,5-6'", "items=0-1", "bytes=-", "''"})
    void anything_else_is_answered_with_everything(String header) {
        assertThat(ByteRange.wish(Optional.of(header), 1000)).isInstanceOf(ByteRange.Wish.Everything.class);
    }

    @Property
    void exactly_the_part_comes_through_however_it_is_written(
            @ForAll @IntRange(max = 99) int a,
            @ForAll @IntRange(max = 99) int b,
            @ForAll @IntRange(min = 1, max = 40) int piece)
            throws IOException {
        byte[] all = new byte[100];
        for (int i = 0; i < all.length; i++) all[i] = (byte) i;
        var range = new ByteRange(Math.min(a, b), Math.max(a, b));
        var out = new ByteArrayOutputStream();
        try (OutputStream window = range.of(out)) {
            for (int at = 0; at < all.length; at += piece) window.write(all, at, Math.min(piece, all.length - at));
        }

        byte[] part = out.toByteArray();

        assertThat(part).hasSize((int) range.length());
        assertThat(part[0]).isEqualTo((byte) range.first());
        assertThat(part[part.length - 1]).isEqualTo((byte) range.last());
    }
}
