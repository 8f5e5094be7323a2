package moltis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import moltis.core.event.ChatEvent;
import moltis.core.event.ServerEvent;
import moltis.core.json.Json;
import moltis.core.session.RunId;
import moltis.core.session.SessionKey;
import moltis.testing.model.Reply;
import moltis.testing.sessions.Lines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Clients that are slow, many, or come back. */
class ManyClientsTest {

    private static final int CLIENTS = 1000;
    private static final int SMALL_BUFFER = 4096;

    @TempDir
    private Path directory;

    private final CountDownLatch gate = new CountDownLatch(1);
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(
                directory, _ -> Reply.says("First ").thenWaits(gate).thenSays("last"));
    }

    @AfterEach
    void stop() {
        gate.countDown();
        gateway.close();
    }

    private void notice(String text) {
        var run = new ChatEvent.Run(SessionKey.MAIN, new RunId("r"), null);
        gateway.bus.publish(new ChatEvent.Notice(run, "Note", text));
    }

    private TestSocket slow() {
        TestSocket socket = TestSocket.upgrade(gateway.address(), "/ws/chat", Map.of(), SMALL_BUFFER);
        socket.hello();
        return socket;
    }

    @Test
    void pain_24_a_client_that_does_not_read_is_cut_off_and_holds_up_nobody() {
        try (TestSocket slow = slow();
                TestSocket quick = gateway.connect()) {
            slow.result("subscribe", "{\"events\":[\"chat\"]}");
            quick.result("subscribe", "{\"events\":[\"chat\"]}");
            String text = "x".repeat(100_000);

            // Far more than the queue of a client and the buffers of the system hold.
            for (int i = 0; i < 150; i++) {
                notice(text + i);
                assertThat(quick.chat("notice").path("message").asString()).hasSizeGreaterThan(100_000);
            }

            assertThat(slow.awaitClose().code()).isIn(1013, 1006);
            assertThat(slow.setAside()).hasSizeLessThan(150);
            assertThat(quick.result("health", "{}").path("status").asString()).isEqualTo("ok");
        }
    }

    @Test
    void what_may_be_missed_is_missed_by_a_slow_client_and_the_rest_arrives() {
        try (TestSocket slow = slow()) {
            slow.result("subscribe", "{\"events\":[\"logs.entry\",\"chat\"]}");
            for (int i = 0; i < 20_000; i++)
                gateway.bus.publish(
                        new ServerEvent.Named("logs.entry", Json.object().put("message", "x".repeat(500)), true));
            notice("still here");

            assertThat(slow.chat("notice").path("message").asString()).isEqualTo("still here");
            assertThat(slow.setAside()).hasSizeLessThan(20_000);
        }
    }

    @Test
    void six_hundred_answers_wait_for_a_slow_client_and_all_arrive() {
        try (TestSocket slow = slow()) {
            List<String> ids = new ArrayList<>();
            for (int batch = 0; batch < 3; batch++) {
                for (int i = 0; i < 200; i++) ids.add(slow.request("system.describe", Json.object()));
                // Reading in between keeps the number of open requests below its limit.
                for (String id : ids.subList(batch * 200, ids.size()))
                    assertThat(slow.answer(id).path("ok").asBoolean()).isTrue();
            }

            assertThat(ids).hasSize(600);
        }
    }

    @Test
    void a_client_may_not_have_more_than_so_many_calls_open() {
        gateway.close();
        gateway = TestGateway.start(
                directory.resolve("few"),
                _ -> Reply.says("First ").thenWaits(gate),
                settings -> SocketTest.withLimits(settings, Duration.ofSeconds(10), 2));
        try (TestSocket socket = gateway.connect()) {
            gateway.addModel(socket);
            String one = socket.request(
                    "chat.send_sync", Json.object().put("text", "a").put("sessionKey", "a"));
            String two = socket.request(
                    "chat.send_sync", Json.object().put("text", "b").put("sessionKey", "b"));

            JsonNode error = socket.error("health", "{}");

            assertThat(error.path("code").asString()).isEqualTo("RATE_LIMITED");
            assertThat(error.path("retryable").asBoolean()).isTrue();
            assertThat(error.path("retryAfterMs").asLong()).isPositive();
            gate.countDown();
            assertThat(List.of(socket.answer(one), socket.answer(two)))
                    .allSatisfy(
                            answer -> assertThat(answer.path("ok").asBoolean()).isTrue());
            assertThat(socket.result("health", "{}").path("status").asString()).isEqualTo("ok");
        }
    }

    @Test
    void a_thousand_clients_each_hear_their_own_session_and_leave_nothing_behind() {
        List<TestSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < CLIENTS; i++) {
                TestSocket socket = gateway.connect();
                sockets.add(socket);
                socket.result("subscribe", "{\"events\":[\"chat\"],\"sessions\":[\"session:" + i + "\"]}");
            }
            assertThat(sockets.getFirst()
                            .result("health", "{}")
                            .path("connections")
                            .asInt())
                    .isEqualTo(CLIENTS);

            for (int i = 0; i < CLIENTS; i++) {
                var run = new ChatEvent.Run(new SessionKey("session:" + i), new RunId("r" + i), null);
                gateway.bus.publish(new ChatEvent.Delta(run, "for " + i));
            }

            for (int i = 0; i < CLIENTS; i++)
                assertThat(sockets.get(i).chat("delta").path("text").asString()).isEqualTo("for " + i);
        } finally {
            sockets.forEach(TestSocket::close);
        }
        while (!gateway.get("/health").body().contains("\"connections\":0")) Thread.onSpinWait();
    }

    @Test
    void pain_33_who_comes_back_in_the_middle_of_an_answer_sees_what_there_is() {
        gateway.sessions.transcripts().append(SessionKey.MAIN, List.of(Lines.user("before")));
        try (TestSocket first = gateway.connect()) {
            gateway.addModel(first);
            first.result("subscribe", "{\"events\":[\"chat\"]}");
            first.result("chat.send", "{\"text\":\"question\",\"idempotencyKey\":\"k1\"}");
            first.chat("delta");
        }

        try (TestSocket again = gateway.connect()) {
            again.result("subscribe", "{\"events\":[\"chat\"]}");
            // The page did not hear whether its message was taken, so it sends it once more.
            again.result("chat.send", "{\"text\":\"question\",\"idempotencyKey\":\"k1\"}");
            again.result("chat.send", "{\"text\":\"next question\"}");
            JsonNode opened = again.result("sessions.switch", "{\"key\":\"main\"}");

            assertThat(opened.path("replying").asBoolean()).isTrue();
            assertThat(opened.path("partialText").asString()).isEqualTo("First ");
            assertThat(opened.path("queued").size()).isEqualTo(1);
            assertThat(opened.path("queued").path(0).path("text").asString()).isEqualTo("next question");
            assertThat(opened.path("history").size()).isEqualTo(2);
            gate.countDown();
            assertThat(again.chat("final").path("text").asString()).isEqualTo("First last");
            again.chat("final");
            JsonNode after = again.result("sessions.switch", "{\"key\":\"main\"}");
            assertThat(after.path("replying").asBoolean()).isFalse();
            assertThat(after.path("history").size()).isEqualTo(5);
        }
    }

    @Test
    void one_connections_session_is_not_anothers() {
        try (TestSocket one = gateway.connect();
                TestSocket two = gateway.connect()) {
            gateway.sessions.transcripts().append(new SessionKey("session:one"), List.of(Lines.user("only here")));

            one.result("sessions.switch", "{\"key\":\"session:one\"}");

            assertThat(one.result("chat.history", "{}").size()).isEqualTo(1);
            assertThat(two.result("chat.history", "{}").isEmpty()).isTrue();
        }
    }

    @Test
    void pain_18_a_session_that_hangs_does_not_hold_up_another() {
        try (TestSocket socket = gateway.connect()) {
            gateway.addModel(socket);
            socket.result("subscribe", "{\"events\":[\"chat\"]}");
            socket.result("chat.send", "{\"text\":\"hang\",\"sessionKey\":\"session:a\"}");
            socket.chat("delta");
            socket.result("chat.send", "{\"text\":\"hang\",\"sessionKey\":\"session:b\"}");

            assertThat(socket.chat("delta").path("sessionKey").asString()).isEqualTo("session:b");
            assertThat(socket.result("chat.abort", "{\"sessionKey\":\"session:a\"}")
                            .path("aborted")
                            .asBoolean())
                    .isTrue();
        }
    }
}
