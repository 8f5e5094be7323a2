package moltis.access.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RecoveryKeyTest {

    @Property(tries = 200)
    void it_is_read_again_however_it_is_typed(@ForAll @Size(RecoveryKey.RANDOM_BYTES) byte[] random) {
        RecoveryKey key = RecoveryKey.of(random);

        assertThat(key.reveal()).matches("([A-HJ-NP-R]{4}-){7}[A-HJ-NP-R]{4}");
        for (String typed : new String[] {
            key.reveal(),
            key.reveal().toLowerCase(Locale.ROOT),
            key.reveal().replace("-", ""),
            "  " + key.reveal().replace('-', ' ') + "\n"
        }) {
            assertThat(RecoveryKey.parse(typed).map(RecoveryKey::phrase)).contains(key.phrase());
        }
    }

    @Test
    void what_can_be_none_is_none() {
        for (String typed : new String[] {"", "ABCD", "ABCD-EFGH-JKLM-NPQR-ABCD-EFGH-JKLM-NPQ1", "x".repeat(4000)}) {
            assertThat(RecoveryKey.parse(typed)).isEmpty();
        }
    }

    @Test
    void it_is_recognised_by_the_hash_of_either_form() {
        RecoveryKey key = RecoveryKey.of(new byte[RecoveryKey.RANDOM_BYTES]);

        assertThat(key.reveal()).isEqualTo("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA");
        assertThat(key.matches(key.hash())).isTrue();
        // sha256("AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"), as older installations stored it
        assertThat(key.matches(sha256(key.reveal()))).isTrue();
        assertThat(key.matches(sha256("AAAA"))).isFalse();
        assertThat(key.toString()).doesNotContain("AAAA");
    }

    private static String sha256(String text) {
        try {
            return java.util.HexFormat.of()
                    .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
