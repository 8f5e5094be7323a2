package moltis.app.link;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One message and its answer. */
public final class Turn {

    private static final Duration STOP_WAIT = Duration.ofSeconds(2);

    private final Link link;
    private final SessionKey session;

    public Turn(Link link, SessionKey session) {
        this.link = link;
        this.session = session;
    }

    /**
     * Sends {@code params} with {@code chat.send} and shows what happens until the turn has ended. An interrupt stops the
     * turn at the gateway as well.
     *
     * @param params the message and its options, without the session
     * @throws RequestException if the gateway does not take the message, or goes away
     */
    public TurnOutcome run(ObjectNode params, TurnView view) throws InterruptedException {
        BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();
        try (var _ = link.listen(event -> {
            if (concernsUs(event)) events.add(event);
        })) {
            JsonNode accepted = link.call("chat.send", params.put("sessionKey", session.value()));
            if (accepted.path("rejected").asBoolean(false)) {
                throw new RequestException(
                        ErrorCode.CONFLICT, accepted.path("reason").asString("The message was refused."), "");
            }
            return follow(accepted.path("runId").asString(""), events, view);
        } catch (InterruptedException e) {
            stop();
            throw e;
        }
    }

    /** Stops the turn that the session runs, if any; waits a moment for the gateway to hear it. */
    private void stop() throws InterruptedException {
        Thread stopping = Thread.ofVirtual().start(() -> {
            try {
                link.call("chat.abort", Json.object().put("sessionKey", session.value()));
            } catch (RequestException | InterruptedException e) {
                // gone with the gateway, or ended by itself
            }
        });
        stopping.join(STOP_WAIT);
    }

    private boolean concernsUs(LinkEvent event) {
        return event == LinkEvent.GONE
                || event.name().equals("chat")
                        && event.payload().path("sessionKey").asString("").equals(session.value());
    }

    private TurnOutcome follow(String run, BlockingQueue<LinkEvent> events, TurnView view) throws InterruptedException {
        while (true) {
            LinkEvent event = events.take();
            if (event == LinkEvent.GONE) throw gatewayGone();
            JsonNode payload = event.payload();
            if (!run.isEmpty() && !run.equals(payload.path("runId").asString(run))) continue;
            switch (payload.path("state").asString("")) {
                case "delta" -> view.text(payload.path("text").asString(""));
                case "thinking" -> view.thinking();
                case "tool_call_start" -> view.toolStarted(name(payload), payload.path("arguments"));
                case "tool_call_end" ->
                    view.toolEnded(name(payload), payload.path("error").asString(""));
                case "notice" -> view.notice(payload.path("message").asString(""));
                case "question" -> answer(payload, view);
                case "queued" ->
                    view.notice("Waiting for the turn before this one (place "
                            + payload.path("position").asInt(1) + ").");
                case "retrying" -> view.notice(retry(payload));
                case "final" -> {
                    return new TurnOutcome.Answered(payload);
                }
                case "error" -> {
                    return new TurnOutcome.Failed(payload.path("error"));
                }
                case "aborted" -> {
                    return new TurnOutcome.Stopped();
                }
                default -> {} // progress that a terminal does not show
            }
        }
    }

    private void answer(JsonNode question, TurnView view) throws InterruptedException {
        List<TurnView.Choice> choices = question.path("choices")
                .valueStream()
                .map(choice -> new TurnView.Choice(
                        choice.path("id").asString(""), choice.path("label").asString("")))
                .toList();
        String chosen = view.question(question.path("text").asString(""), choices);
        JsonNode answered = link.call(
                "chat.answer_question",
                Json.object()
                        .put("questionId", question.path("questionId").asString(""))
                        .put("choice", chosen));
        if (!answered.path("answered").asBoolean(false))
            view.notice("The question was answered elsewhere, or too late.");
    }

    private static String name(JsonNode payload) {
        return payload.path("toolName").asString("a tool");
    }

    private static String retry(JsonNode payload) {
        long seconds = Math.max(1, payload.path("retryAfterMs").asLong(0) / 1000);
        return new TurnOutcome.Failed(payload.path("error")).sentence() + " Trying again in " + seconds + " s.";
    }

    private static RequestException gatewayGone() {
        return new RequestException(
                ErrorCode.UNAVAILABLE,
                "The gateway went away during the answer.",
                "What arrived is kept. Start it again, then see: moltis sessions show main");
    }
}
