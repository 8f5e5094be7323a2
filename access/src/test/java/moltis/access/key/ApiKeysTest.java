package moltis.access.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.access.Scope;
import moltis.access.TestDatabase;
import moltis.core.Secret;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeysTest {

    @TempDir
    private Path folder;

    private TestDatabase here;
    private ApiKeys keys;

    @BeforeEach
    void open() {
        here = new TestDatabase(folder);
        keys = here.accounts.keys();
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void a_key_is_found_by_what_was_shown_once() {
        ApiKeys.Created created = keys.create(" ci ", Set.of(Scope.READ, Scope.WRITE), Optional.empty());

        assertThat(created.secret().reveal())
                .matches("mk_[A-Za-z0-9_-]{43}")
                .startsWith(created.key().prefix());
        assertThat(created.key().prefix()).hasSize(11);
        assertThat(keys.find(created.secret())).contains(created.key());
        assertThat(keys.list()).extracting(ApiKey::label).containsExactly("ci");
        assertThat(created.toString()).doesNotContain(created.secret().reveal().substring(11));
    }

    @Test
    void a_key_with_the_same_beginning_is_another_key() {
        String secret =
                keys.create("ci", Set.of(Scope.READ), Optional.empty()).secret().reveal();
        char last = secret.charAt(45);

        assertThat(keys.find(Secret.of(secret.substring(0, 45) + (last == 'A' ? 'B' : 'A'))))
                .isEmpty();
        assertThat(keys.find(Secret.of(secret + "A"))).isEmpty();
        assertThat(keys.find(Secret.of(secret.substring(0, 11)))).isEmpty();
    }

    @Test
    void a_key_without_scopes_can_not_be_made() {
        assertThatThrownBy(() -> keys.create("ci", Set.of(), Optional.empty()))
                .hasMessage("a key needs at least one scope");
        assertThatThrownBy(() -> ApiKeys.scopes(List.of())).hasMessage("a key needs at least one scope");
        assertThatThrownBy(() -> ApiKeys.scopes(List.of("operator.root"))).hasMessage("invalid scope: operator.root");
        assertThatThrownBy(() -> keys.create(" ", Set.of(Scope.READ), Optional.empty()))
                .hasMessage("label is required");
    }

    @Test
    void an_expired_or_revoked_key_is_worthless_at_once() {
        Optional<java.time.Instant> end = Optional.of(here.clock.instant().plus(Duration.ofHours(1)));
        ApiKeys.Created shortLived = keys.create("a", Set.of(Scope.READ), end);
        ApiKeys.Created revoked = keys.create("b", Set.of(Scope.ADMIN), Optional.empty());

        here.clock.forward(Duration.ofHours(1));

        assertThat(keys.find(shortLived.secret())).isEmpty();
        assertThat(keys.lives(shortLived.key().id())).isFalse();
        assertThat(here.accounts().keys().revoke(revoked.key().id())).isTrue();
        assertThat(keys.find(revoked.secret())).isEmpty();
        assertThat(keys.lives(revoked.key().id())).isFalse();
        assertThat(keys.revoke(revoked.key().id())).isFalse();
    }

    @Test
    void use_is_noted_at_most_once_a_minute() {
        ApiKeys.Created created = keys.create("ci", Set.of(Scope.READ), Optional.empty());

        keys.find(created.secret());
        var first = here.clock.instant();
        here.clock.forward(Duration.ofSeconds(30));
        keys.find(created.secret());

        assertThat(keys.list().getFirst().lastUsedAt()).contains(first);
    }

    @Property(tries = 50)
    void nothing_that_somebody_makes_up_is_a_key(@ForAll String text) {
        Optional<Secret> shown = Secret.ofNullable("mk_" + text);

        assertThat(shown.flatMap(KEYS::find)).isEmpty();
    }

    /** Never asked: what is not in the form of a key needs no look-up. */
    private static final ApiKeys KEYS = unasked();

    private static ApiKeys unasked() {
        return new ApiKeys(null, java.time.InstantSource.system(), _ -> new byte[32]);
    }
}
