package moltis.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.access.session.SignInMethod;
import moltis.core.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {

    private static final Secret PASSWORD = Secret.of("green kettles sing");

    @TempDir
    private Path folder;

    private TestDatabase here;
    private Accounts accounts;

    @BeforeEach
    void open() {
        here = new TestDatabase(folder);
        accounts = here.accounts;
    }

    @AfterEach
    void close() {
        here.close();
    }

    @Test
    void nothing_is_set_up_until_there_is_a_credential() throws Exception {
        assertThat(accounts.state()).isEqualTo(new AccessState(false, false, false));

        assertThat(accounts.setFirstPassword(PASSWORD, PasswordChange.NONE)).isTrue();

        assertThat(accounts.state().setupComplete()).isTrue();
        assertThat(here.accounts().passwordIs(PASSWORD)).isTrue();
        assertThat(accounts.passwordIs(Secret.of("green kettles sang"))).isFalse();
    }

    @Test
    void incident_10_only_the_first_visitor_sets_the_password() throws Exception {
        accounts.setFirstPassword(PASSWORD, PasswordChange.NONE);

        assertThat(accounts.setFirstPassword(Secret.of("somebody else came"), PasswordChange.NONE))
                .isFalse();
        assertThat(accounts.passwordIs(PASSWORD)).isTrue();
    }

    @Test
    void a_new_password_ends_all_sessions_and_keeps_the_keys() throws Exception {
        accounts.setFirstPassword(PASSWORD, PasswordChange.NONE);
        var session = accounts.sessions().begin(SignInMethod.PASSWORD, "::1", "");
        var key = accounts.keys().create("ci", Set.of(Scope.READ), Optional.empty());

        accounts.setPassword(Secret.of("blue kettles hum"), PasswordChange.NONE);

        assertThat(accounts.sessions().find(session.token())).isEmpty();
        assertThat(accounts.keys().find(key.secret())).isPresent();
        assertThat(accounts.passwordIs(PASSWORD)).isFalse();
        assertThatThrownBy(() -> accounts.setPassword(Secret.of("short"), PasswordChange.NONE))
                .hasMessageContaining("12 characters");
    }

    @Test
    void a_reset_leaves_nobody_in() throws Exception {
        accounts.setFirstPassword(PASSWORD, PasswordChange.NONE);
        var session = accounts.sessions().begin(SignInMethod.PASSWORD, "::1", "");
        var key = accounts.keys().create("ci", Set.of(Scope.ADMIN), Optional.empty());

        accounts.reset(false);

        assertThat(accounts.state()).isEqualTo(new AccessState(false, false, false));
        assertThat(accounts.sessions().find(session.token())).isEmpty();
        assertThat(accounts.keys().find(key.secret())).isEmpty();
        assertThat(accounts.passwordIs(PASSWORD)).isFalse();
        accounts.reset(true);
        assertThat(accounts.state().disabled()).isTrue();
        accounts.setFirstPassword(PASSWORD, PasswordChange.NONE);
        assertThat(accounts.state().disabled())
                .as("a credential switches it on")
                .isFalse();
    }

    @Test
    void the_configuration_decides_when_it_was_changed() {
        assertThat(accounts.obeyConfiguration(false)).isFalse();
        assertThat(accounts.obeyConfiguration(true)).isTrue();
        assertThat(accounts.state().disabled()).isTrue();
        accounts.setDisabled(false);

        assertThat(accounts.obeyConfiguration(true)).as("not changed since").isFalse();
        assertThat(accounts.state().disabled()).isFalse();
        assertThat(accounts.obeyConfiguration(false)).isFalse();
        assertThat(accounts.obeyConfiguration(true)).isTrue();
    }

    @Test
    void a_start_loads_neither_the_password_nor_the_passkey_library() throws Exception {
        var loader = new Recording();

        loader.loadClass(StartProbe.class.getName())
                .getMethod("run", Path.class)
                .invoke(null, folder.resolve("probe"));

        assertThat(loader.loaded).contains(Accounts.class.getName());
        assertThat(loader.loaded)
                .noneMatch(name -> name.startsWith("org.bouncycastle")
                        || name.startsWith("com.webauthn4j")
                        || name.startsWith("com.google.crypto"));
    }

    /** What a start asks. */
    public static final class StartProbe {
        private StartProbe() {}

        public static void run(Path folder) {
            try (var probe = new TestDatabase(folder)) {
                probe.accounts.state();
                probe.accounts.obeyConfiguration(false);
                probe.accounts.setupCode().renew();
                probe.accounts.passkeys().hostsWithoutPasskey();
            }
        }
    }

    /** Loads everything anew and remembers what. */
    private static final class Recording extends URLClassLoader {
        private final List<String> loaded = new ArrayList<>();

        Recording() {
            super(classPath(), ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            loaded.add(name);
            return super.findClass(name);
        }

        private static URL[] classPath() {
            return java.util.Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(path -> {
                        try {
                            return Path.of(path).toUri().toURL();
                        } catch (java.net.MalformedURLException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toArray(URL[]::new);
        }
    }
}
