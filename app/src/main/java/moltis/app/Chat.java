package moltis.app;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import moltis.app.link.Link;
import moltis.app.link.Turn;
import moltis.app.link.TurnOutcome;
import moltis.app.link.TurnView;
import moltis.app.terminal.ChatLines;
import moltis.app.terminal.LiveMarkdown;
import moltis.app.terminal.TerminalText;
import moltis.core.RequestException;
import moltis.core.json.Json;
import moltis.core.session.SessionKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A conversation in the terminal. For one thread. */
final class Chat {

    private static final String HELP = """
            /help            this list
            /new             begin a new session
            /session KEY     go on with another session
            /sessions        list the sessions
            /model [ID]      show the models, or answer with this one
            /compact         sum up what was said, so that the model has room again
            /failover [HOW]  what happens when the model can't answer here: off, ask or auto
            /clear           forget this session's messages
            /quit            leave (so does Ctrl-D)

            Ctrl-C stops an answer. A line that ends with \\ goes on in the next one; so does an open ``` block.
            """;

    private final Link link;
    private final ChatLines lines;
    private SessionKey session;
    private Optional<String> model;

    Chat(Link link, ChatLines lines, SessionKey session, Optional<String> model) {
        this.link = link;
        this.lines = lines;
        this.session = session;
        this.model = model;
    }

    /** Talks until the person leaves. */
    void untilLeft() throws InterruptedException {
        lines.show("Moltis " + Version.current() + ", session " + session + ". /help tells what else you can type.\n");
        while (true) {
            Optional<String> line = lines.next("> ").map(String::strip);
            if (line.isEmpty() || line.get().equals("/quit") || line.get().equals("/exit")) return;
            try {
                if (line.get().startsWith("/")) obey(line.get());
                else if (!line.get().isEmpty()) ask(line.get());
            } catch (RequestException e) {
                lines.show(e.sentence() + "\n" + (e.hint().isEmpty() ? "" : e.hint() + "\n"));
            }
        }
    }

    private void obey(String line) throws InterruptedException {
        String[] words = line.split("\\s+", 2);
        String rest = words.length > 1 ? words[1] : "";
        switch (words[0]) {
            case "/help" -> lines.show(HELP);
            case "/new" -> enter(new SessionKey("session:" + UUID.randomUUID()));
            case "/session" -> enter(new SessionKey(rest.isEmpty() ? SessionKey.MAIN.value() : rest));
            case "/sessions" -> sessions();
            case "/model" -> model(rest);
            case "/failover" -> failover(rest);
            case "/clear" -> {
                link.call("chat.clear", Json.object().put("sessionKey", session.value()));
                lines.show("Forgotten.\n");
            }
            case "/compact" -> {
                lines.show("Summing up…\n");
                link.call("chat.compact", Json.object().put("sessionKey", session.value()));
                lines.show("The model goes on with a summary. The transcript keeps everything.\n");
            }
            default -> lines.show("There is no " + words[0] + ". /help tells what there is.\n");
        }
    }

    private void enter(SessionKey next) {
        session = next;
        lines.show("Session " + session + "\n");
    }

    private void sessions() throws InterruptedException {
        for (JsonNode entry : link.call("sessions.list", Json.object())) {
            lines.show(TerminalText.safe(entry.path("key").asString("") + "  "
                            + entry.path("label").asString(entry.path("preview").asString("")))
                    + "\n");
        }
    }

    private void model(String id) throws InterruptedException {
        if (!id.isEmpty()) {
            model = Optional.of(id);
            lines.show("Answers come from " + id + " now.\n");
            return;
        }
        for (JsonNode listed : link.call("models.list", Json.object())) {
            lines.show(listed.path("id").asString("") + "\n");
        }
    }

    private void failover(String mode) throws InterruptedException {
        ObjectNode key = Json.object().put("key", session.value());
        JsonNode entry = link.call("sessions.resolve", key.deepCopy().put("include_history", false))
                .path("entry");
        if (!mode.isEmpty()) entry = link.call("sessions.patch", key.put("failover", mode));
        String now = entry.path("failover").asString("as configured");
        lines.show("When the model can't answer in this session: " + now + ".\n");
    }

    private void ask(String text) throws InterruptedException {
        ObjectNode params = Json.object().put("text", text);
        model.ifPresent(id -> params.put("model", id));
        LiveMarkdown answer = lines.answer();
        try (var _ = lines.interrupting(Thread.currentThread())) {
            TurnOutcome outcome = new Turn(link, session).run(params, new Screen(answer));
            answer.end();
            switch (outcome) {
                case TurnOutcome.Answered _ -> {}
                case TurnOutcome.Failed failed ->
                    lines.show(failed.sentence() + "\n" + (failed.hint().isEmpty() ? "" : failed.hint() + "\n"));
                case TurnOutcome.Stopped _ -> lines.show("(stopped)\n");
            }
        } catch (InterruptedException e) {
            answer.end(); // Ctrl-C: the turn has been stopped, the conversation goes on
            lines.show("(stopped)\n");
        }
    }

    private final class Screen implements TurnView {
        private final LiveMarkdown answer;

        Screen(LiveMarkdown answer) {
            this.answer = answer;
        }

        @Override
        public void text(String delta) {
            answer.append(delta);
        }

        @Override
        public void toolStarted(String tool, JsonNode arguments) {
            aside(tool + " " + arguments);
        }

        @Override
        public void toolEnded(String tool, String error) {
            if (!error.isEmpty()) aside(tool + " failed: " + error);
        }

        @Override
        public String question(String text, List<Choice> choices) {
            aside(text);
            for (int at = 0; at < choices.size(); at++)
                lines.show("    " + (at + 1) + "  "
                        + TerminalText.safe(choices.get(at).label()) + "\n");
            return Choice.numbered(choices, lines.next("  number> ").orElse(""));
        }

        @Override
        public void notice(String text) {
            aside(text);
        }

        private void aside(String text) {
            answer.end();
            lines.show("  · " + TerminalText.safe(text) + "\n");
        }
    }
}
