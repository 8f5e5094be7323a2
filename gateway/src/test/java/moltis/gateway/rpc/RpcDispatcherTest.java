package moltis.gateway.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import moltis.access.Scope;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.gateway.access.Identity;
import moltis.gateway.access.OpenGate;
import moltis.gateway.access.Proof;
import moltis.gateway.access.Role;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcDispatcherTest {

    record Params(@Nullable String text) {}

    record Result(String text) {}

    private static final RpcMethod<Params, Result> READ =
            RpcMethod.read("read", Params.class, Result.class, (params, _) -> new Result("r" + params.text()));
    private static final RpcMethod<Params, Result> WRITE =
            RpcMethod.write("write", Params.class, Result.class, (_, _) -> new Result("w"));
    private static final RpcMethod<Params, Result> ADMIN =
            RpcMethod.admin("admin", Params.class, Result.class, (_, _) -> new Result("a"));
    private static final RpcMethod<Params, Result> APPROVE =
            new RpcMethod<>("approve", Scope.APPROVALS, Params.class, Result.class, (_, _) -> new Result("v"));

    private final RpcDispatcher dispatcher =
            new RpcDispatcher(new OpenGate(), List.of(READ, WRITE, ADMIN, APPROVE, failing()));

    private static RpcMethod<Params, Result> failing() {
        return RpcMethod.read("fail", Params.class, Result.class, (params, _) -> {
            throw switch (String.valueOf(params.text())) {
                case "missing" -> RequestException.missing("key");
                case "provider" ->
                    new ProviderException(
                            ErrorCode.PROVIDER_RATE_LIMITED,
                            "openai",
                            "Slow down.",
                            "Wait a minute.",
                            429,
                            Duration.ofSeconds(2),
                            null);
                default -> new IllegalStateException("secret detail");
            };
        });
    }

    private RpcOutcome call(String method, String params, Set<Scope> scopes) {
        var who = new Identity(Role.OPERATOR, scopes, Proof.PROCESS);
        return dispatcher.call(method, Json.parse(params), new RpcCall("req-1", who, new HttpCaller(Optional.empty())));
    }

    private RpcError error(RpcOutcome outcome) {
        return ((RpcOutcome.Failed) outcome).error();
    }

    @Test
    void answers_with_what_the_method_says() {
        assertThat(call("read", "{\"text\":\"x\"}", Set.of(Scope.READ)))
                .isEqualTo(new RpcOutcome.Answered(new Result("rx")));
    }

    @ParameterizedTest
    @CsvSource({
        "READ, read, ''",
        "READ, write, operator.write",
        "READ, admin, operator.admin",
        "READ, approve, operator.approvals",
        "WRITE, read, ''",
        "WRITE, write, ''",
        "WRITE, approve, operator.approvals",
        "APPROVALS, approve, ''",
        "APPROVALS, read, operator.read",
        "PAIRING, read, operator.read",
        "ADMIN, read, ''",
        "ADMIN, admin, ''",
        "ADMIN, approve, ''",
        "WRITE, no.such.method, operator.admin",
    })
    void a_scope_opens_its_own_methods(Scope held, String method, String missing) {
        RpcOutcome outcome = call(method, "{}", Set.of(held));

        if (missing.isEmpty()) assertThat(outcome).isInstanceOf(RpcOutcome.Answered.class);
        else assertThat(error(outcome)).isEqualTo(RpcError.of("UNAUTHORIZED", "missing scope: " + missing));
    }

    @Test
    void only_who_may_do_everything_learns_that_a_method_does_not_exist() {
        assertThat(error(call("no.such.method", "{}", Set.of(Scope.ADMIN))))
                .isEqualTo(RpcError.of("UNKNOWN_METHOD", "unknown method: no.such.method"));
    }

    @Test
    void a_device_may_call_nothing_of_a_person() {
        var device = new Identity(Role.NODE, Set.of(Scope.READ), Proof.PROCESS);

        var outcome =
                dispatcher.call("read", Json.object(), new RpcCall("r", device, new HttpCaller(Optional.empty())));

        assertThat(error(outcome)).isEqualTo(RpcError.of("FORBIDDEN", "unauthorized role: node"));
    }

    @Test
    void an_expected_failure_says_what_and_what_next() {
        assertThat(error(call("fail", "{\"text\":\"missing\"}", Set.of(Scope.READ))))
                .isEqualTo(new RpcError(
                        "INVALID_REQUEST",
                        "missing 'key' parameter",
                        new RpcError.Details("INVALID_REQUEST", null, null),
                        null,
                        null));
        assertThat(error(call("fail", "{\"text\":\"provider\"}", Set.of(Scope.READ))))
                .isEqualTo(new RpcError(
                        "RATE_LIMITED",
                        "Slow down.",
                        new RpcError.Details("PROVIDER_RATE_LIMITED", "Wait a minute.", null),
                        true,
                        2000L));
    }

    @Test
    void a_crash_is_answered_without_saying_what_it_was() {
        RpcError error = error(call("fail", "{}", Set.of(Scope.READ)));

        assertThat(error.code()).isEqualTo("INTERNAL");
        assertThat(error.message()).contains("req-1").doesNotContain("secret");
    }

    @Test
    void parameters_that_are_no_object_get_an_answer() {
        assertThat(error(call("read", "[]", Set.of(Scope.READ))).code()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void two_methods_of_one_name_are_an_error() {
        assertThatThrownBy(() -> new RpcDispatcher(new OpenGate(), List.of(READ, READ)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
