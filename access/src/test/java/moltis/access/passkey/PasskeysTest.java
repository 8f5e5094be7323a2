package moltis.access.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import moltis.access.PasswordChange;
import moltis.access.TestDatabase;
import moltis.core.RequestException;
import moltis.core.Secret;
import moltis.testing.access.SoftwareAuthenticator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PasskeysTest {

    private static final String HOST = "localhost:18789";
    private static final String ORIGIN = "http://localhost:18789";

    @TempDir
    private Path folder;

    private TestDatabase here;
    private Passkeys passkeys;
    private final SoftwareAuthenticator phone = new SoftwareAuthenticator("phone");

    @BeforeEach
    void open() {
        here = new TestDatabase(folder);
        passkeys = here.accounts.passkeys();
    }

    @AfterEach
    void close() {
        here.close();
    }

    private long register(SoftwareAuthenticator authenticator, String name) {
        Ceremony ceremony = passkeys.beginRegistration(HOST);
        return passkeys.finishRegistration(
                        ceremony.challengeId(), name, authenticator.create(ceremony.options(), ORIGIN), false)
                .orElseThrow();
    }

    private long signIn(SoftwareAuthenticator authenticator) {
        Ceremony ceremony = passkeys.beginSignIn(HOST);
        return passkeys.finishSignIn(ceremony.challengeId(), authenticator.get(ceremony.options(), ORIGIN));
    }

    @Test
    void a_passkey_signs_in_and_its_use_is_noted() {
        long id = register(phone, "My phone");

        assertThat(here.accounts.state().setupComplete()).isTrue();
        assertThat(signIn(phone)).isEqualTo(id);
        assertThat(signIn(phone)).isEqualTo(id);
        assertThat(passkeys.list())
                .containsExactly(new Passkey(
                        id, "My phone", "localhost", here.clock.instant(), Optional.of(here.clock.instant())));
    }

    @Test
    void several_are_told_apart_by_their_names() {
        long first = register(phone, "");
        long second = register(new SoftwareAuthenticator("key"), " Blue key ");

        assertThat(passkeys.list()).extracting(Passkey::name).containsExactly("Passkey", "Blue key");
        assertThat(passkeys.rename(first, "Phone")).isTrue();
        assertThat(passkeys.remove(second)).isTrue();
        assertThat(passkeys.list()).extracting(Passkey::name).containsExactly("Phone");
        assertThatThrownBy(() -> passkeys.rename(first, " ")).hasMessage("name cannot be empty");
        JsonNode excluded = passkeys.beginRegistration(HOST).options().at("/publicKey/excludeCredentials");
        assertThat(excluded).hasSize(1);
    }

    @Test
    void a_count_that_falls_back_is_refused() {
        register(phone, "phone");
        phone.count(7);
        signIn(phone);

        phone.count(7);
        assertThatThrownBy(() -> signIn(phoneCounting(6))).isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> signIn(phoneCounting(-1))).isInstanceOf(RequestException.class);

        phone.count(8);
        assertThat(signIn(phone)).isPositive();
    }

    private SoftwareAuthenticator phoneCounting(int count) {
        phone.count(count);
        return phone;
    }

    @Test
    void a_challenge_works_once_for_five_minutes_and_for_its_purpose() {
        register(phone, "phone");
        Ceremony used = passkeys.beginSignIn(HOST);
        JsonNode answer = phone.get(used.options(), ORIGIN);
        passkeys.finishSignIn(used.challengeId(), answer);
        Ceremony old = passkeys.beginSignIn(HOST);
        Ceremony other = passkeys.beginSignIn(HOST);

        assertThatThrownBy(() -> passkeys.finishSignIn(used.challengeId(), answer))
                .hasMessageContaining("challenge");
        assertThatThrownBy(() -> passkeys.finishRegistration(
                        other.challengeId(),
                        "x",
                        new SoftwareAuthenticator("x").create(other.options(), ORIGIN),
                        false))
                .hasMessageContaining("challenge");
        here.clock.forward(Duration.ofSeconds(301));
        assertThatThrownBy(() -> passkeys.finishSignIn(old.challengeId(), phone.get(old.options(), ORIGIN)))
                .hasMessageContaining("challenge");
    }

    @Test
    void an_answer_from_another_site_or_key_is_refused() {
        register(phone, "phone");
        Ceremony phished = passkeys.beginSignIn(HOST);
        Ceremony forged = passkeys.beginSignIn(HOST);

        assertThatThrownBy(() -> passkeys.finishSignIn(
                        phished.challengeId(), phone.get(phished.options(), "http://localhost.attacker.tld")))
                .isInstanceOf(RequestException.class);
        assertThatThrownBy(() -> passkeys.finishSignIn(
                        forged.challengeId(), new SoftwareAuthenticator("phone").get(forged.options(), ORIGIN)))
                .isInstanceOf(RequestException.class);
    }

    @Test
    void nonsense_is_refused_and_never_breaks_anything() {
        register(phone, "phone");
        for (String text : List.of("{}", "{\"response\":{}}", "{\"response\":{\"attestationObject\":\"!!\"}}", "[]")) {
            JsonNode nonsense = moltis.core.json.Json.MAPPER.readTree(text);
            String register = passkeys.beginRegistration(HOST).challengeId();
            String signIn = passkeys.beginSignIn(HOST).challengeId();

            assertThatThrownBy(() -> passkeys.finishRegistration(register, "", nonsense, false))
                    .isInstanceOf(RequestException.class);
            assertThatThrownBy(() -> passkeys.finishSignIn(signIn, nonsense)).isInstanceOf(RequestException.class);
        }
    }

    @Test
    void a_host_that_is_not_ours_has_no_passkeys() {
        assertThatThrownBy(() -> passkeys.beginRegistration("192.168.1.5"))
                .hasMessage("no passkey config for this hostname");
        assertThat(passkeys.beginRegistration("KETTLE.local.:18789")
                        .options()
                        .at("/publicKey/rp/id")
                        .asString())
                .isEqualTo("kettle.local");
    }

    @Test
    void pain_6_a_host_that_comes_later_is_named_until_it_has_a_passkey() {
        assertThat(passkeys.hostsWithoutPasskey()).isEmpty();
        register(phone, "phone");
        here.parties.add(RelyingParties.at("https://moltis.example/").orElseThrow());

        assertThat(passkeys.hostsWithoutPasskey()).contains("moltis.example");
        Ceremony ceremony = passkeys.beginRegistration("moltis.example");
        passkeys.finishRegistration(
                ceremony.challengeId(),
                "",
                new SoftwareAuthenticator("there").create(ceremony.options(), "https://moltis.example"),
                false);

        assertThat(passkeys.hostsWithoutPasskey()).doesNotContain("moltis.example");
    }

    @Test
    void the_first_one_is_made_only_once() throws Exception {
        Ceremony one = passkeys.beginRegistration(HOST);
        here.accounts.setFirstPassword(Secret.of("green kettles sing"), PasswordChange.NONE);

        assertThat(passkeys.finishRegistration(one.challengeId(), "", phone.create(one.options(), ORIGIN), true))
                .isEmpty();
        assertThat(passkeys.list()).isEmpty();
    }

    @Test
    void an_address_needs_a_name() {
        assertThat(RelyingParties.at("https://192.168.1.5")).isEmpty();
        assertThat(RelyingParties.at("https://[::1]:8443")).isEmpty();
        assertThat(RelyingParties.at("ftp://moltis.example")).isEmpty();
        assertThat(RelyingParties.at("moltis.example", "https://other.example")).isEmpty();
        assertThat(RelyingParties.at("https://Moltis.Example:8443/")
                        .orElseThrow()
                        .origins())
                .containsExactly("https://moltis.example:8443");
    }
}
