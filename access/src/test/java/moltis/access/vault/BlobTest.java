package moltis.access.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BlobTest {

    private static final byte[] KEY =
            HexFormat.of().parseHex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");

    @Property(tries = 50)
    void opens_what_another_implementation_sealed(
            @ForAll byte[] plain, @ForAll @Size(24) byte[] nonce, @ForAll("places") String place) throws Exception {
        byte[] sealed = PlainXChaCha.seal(KEY, nonce, plain, place.getBytes(StandardCharsets.UTF_8));
        byte[] blob = new byte[1 + nonce.length + sealed.length];
        blob[0] = 1;
        System.arraycopy(nonce, 0, blob, 1, nonce.length);
        System.arraycopy(sealed, 0, blob, 1 + nonce.length, sealed.length);

        assertThat(Blob.open(KEY, Base64.getEncoder().encodeToString(blob), place))
                .hasValue(plain);
    }

    @Provide
    Arbitrary<String> places() {
        return Arbitraries.of("env:KEY", "provider_keys", "dek-wrap", "webhook:config:token");
    }

    /** The example of draft-irtf-cfrg-xchacha, 2.2.1: the other implementation is what it says. */
    @Test
    void the_other_implementation_derives_the_key_of_the_draft() {
        byte[] key = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        byte[] nonce = HexFormat.of().parseHex("000000090000004a0000000031415927");

        assertThat(HexFormat.of().formatHex(PlainXChaCha.subkey(key, nonce)))
                .isEqualTo("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc");
    }

    @Property(tries = 200)
    void what_was_sealed_opens_again(@ForAll byte[] plain, @ForAll String place) {
        assertThat(Blob.open(KEY, Blob.seal(KEY, plain, place), place)).hasValue(plain);
    }

    @Property(tries = 300)
    void any_flipped_bit_is_noticed(@ForAll @Size(max = 64) byte[] plain, @ForAll @IntRange(max = 1 << 20) int where) {
        byte[] blob = Base64.getDecoder().decode(Blob.seal(KEY, plain, "env:A"));
        blob[where / 8 % blob.length] ^= (byte) (1 << (where % 8));

        assertThat(Blob.open(KEY, Base64.getEncoder().encodeToString(blob), "env:A"))
                .isEmpty();
    }

    @Property(tries = 200)
    void any_truncation_is_noticed(@ForAll @Size(max = 64) byte[] plain, @ForAll @IntRange(max = 1 << 16) int length) {
        byte[] blob = Base64.getDecoder().decode(Blob.seal(KEY, plain, "env:A"));
        byte[] cut = Arrays.copyOf(blob, length % blob.length);

        assertThat(Blob.open(KEY, Base64.getEncoder().encodeToString(cut), "env:A"))
                .isEmpty();
    }

    @Property(tries = 200)
    void another_place_is_noticed(@ForAll String place, @ForAll String other) {
        Assume.that(!place.equals(other));
        // Lone surrogates have no form of their own in UTF-8.
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(place)
                && StandardCharsets.UTF_8.newEncoder().canEncode(other));

        assertThat(Blob.open(KEY, Blob.seal(KEY, new byte[] {1}, place), other)).isEmpty();
    }

    @Property(tries = 100)
    void another_key_is_noticed(@ForAll @Size(32) byte[] other) {
        Assume.that(!Arrays.equals(KEY, other));

        assertThat(Blob.open(other, Blob.seal(KEY, new byte[] {1, 2}, "x"), "x"))
                .isEmpty();
    }

    @Property(tries = 200)
    void nonsense_opens_as_nothing(@ForAll @NotEmpty String text) {
        assertThat(Blob.open(KEY, text, "x")).isEmpty();
    }

    @Test
    void the_same_secret_never_looks_the_same() {
        assertThat(Blob.seal(KEY, new byte[] {1}, "x")).isNotEqualTo(Blob.seal(KEY, new byte[] {1}, "x"));
    }
}
