package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import moltis.access.Scope;
import moltis.core.json.Json;
import moltis.core.session.SessionKey;
import moltis.gateway.access.Identity;
import moltis.gateway.access.OpenGate;
import moltis.gateway.access.Proof;
import moltis.gateway.access.Role;
import moltis.gateway.rpc.HttpCaller;
import moltis.gateway.rpc.RpcCall;
import moltis.gateway.rpc.RpcDispatcher;
import moltis.gateway.rpc.RpcError;
import moltis.gateway.rpc.RpcMethod;
import moltis.gateway.rpc.RpcOutcome;
import moltis.testing.model.Reply;
import moltis.testing.sessions.Lines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A conversation over a real socket for every method. A method without one fails here; so does one that a caller without
 * its scope may call.
 */
class EveryMethodTest {

    @TempDir
    private Path directory;

    /** The model answers "Hello" at once; after "wait" it waits until the test is over. */
    private final CountDownLatch gate = new CountDownLatch(1);

    private TestGateway gateway;
    private int starts;
    private final Map<String, Conversation> conversations = conversations();

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                directory.resolve("start-" + ++starts),
                asked -> asked.lastUserText().contains("wait")
                        ? Reply.says("First ").thenWaits(gate).thenSays("last")
                        : Reply.says("Hello"));
        gateway.sessions.transcripts().append(new SessionKey("session:old"), List.of(Lines.user("red apples")));
        gateway.sessions
                .transcripts()
                .append(new SessionKey("session:old"), List.of(Lines.assistant("Apples are fruit.")));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        gateway.close();
    }

    @Test
    void every_method_has_a_conversation() {
        Set<String> names = new TreeSet<>(
                gateway.server.methods().stream().map(RpcMethod::name).toList());

        assertThat(conversations.keySet()).isEqualTo(names);
    }

    @TestFactory
    Stream<DynamicTest> every_conversation_goes_well() {
        return conversations.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    stopAndStart();
                    try (TestSocket socket = gateway.connect()) {
                        entry.getValue().hold(socket, gateway);
                    }
                }));
    }

    private void stopAndStart() {
        // Each conversation begins with the same state.
        gateway.close();
        start();
    }

    @Test
    void every_method_refuses_who_lacks_its_scope() {
        var dispatcher = new RpcDispatcher(new OpenGate(), gateway.server.methods());
        for (RpcMethod<?, ?> method : gateway.server.methods()) {
            var stranger = new Identity(Role.OPERATOR, Set.of(), Proof.PROCESS);
            RpcOutcome outcome = dispatcher.call(
                    method.name(), Json.object(), new RpcCall("r", stranger, new HttpCaller(Optional.empty())));

            assertThat(outcome)
                    .as(method.name())
                    .isEqualTo(new RpcOutcome.Failed(RpcError.of(
                            "UNAUTHORIZED", "missing scope: " + method.scope().wireName())));
        }
    }

    @Test
    void methods_that_show_things_need_only_the_right_to_read() {
        assertThat(gateway.server.methods().stream()
                        .filter(method -> method.scope() == Scope.READ)
                        .map(RpcMethod::name))
                .contains("subscribe", "chat.peek", "chat.history", "sessions.list", "models.list", "logs.list");
    }

    private static Map<String, Conversation> conversations() {
        Map<String, Conversation> all = new TreeMap<>();
        for (Map<String, Conversation> family : List.of(
                ConnectionConversations.all(),
                ChatConversations.all(),
                SessionConversations.all(),
                ModelConversations.all(),
                UsageConversations.all(),
                AgentConversations.all(),
                SignInConversations.all(),
                LocalModelConversations.all(),
                ConfigConversations.all(),
                LogConversations.all()))
            family.forEach((method, conversation) ->
                    assertThat(all.put(method, conversation)).as(method).isNull());
        return all;
    }
}
