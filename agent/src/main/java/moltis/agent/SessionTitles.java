package moltis.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import moltis.core.ErrorCode;
import moltis.core.MoltisException;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.model.CallContext;
import moltis.core.model.ChatRequest;
import moltis.core.model.Message;
import moltis.core.model.OpenedModel;
import moltis.core.model.StreamEvent;
import moltis.core.model.ToolChoice;
import moltis.core.session.Preview;
import moltis.core.session.Session;
import moltis.core.session.SessionKey;
import moltis.core.session.SessionPatch;
import moltis.core.session.StoredLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names sessions after what was said in them first. Asks the model that the settings name for this, else only ever the
 * session's own, so that no word goes to a vendor that the person did not choose; and by itself asks once for each session,
 * not again after each turn.
 */
final class SessionTitles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SessionTitles.class);
    private static final int LINES = 12;
    private static final int TEXTS = 6;
    private static final int TEXT_CHARS = 500;
    private static final int TITLE_CHARS = 120;
    private static final int MAX_OUTPUT = 1_000;
    private static final int MOST_REMEMBERED = 10_000;
    private static final String INSTRUCTION =
            "You name conversations. Answer with a title of three to eight words for the"
                    + " conversation below, in its language. Write the title only: no quotes, no full stop, no explanation.";

    private final Set<SessionKey> tried = ConcurrentHashMap.newKeySet();
    private final Set<Thread> asking = ConcurrentHashMap.newKeySet();
    private final ChatPorts ports;
    private final TurnPlanner planner;

    SessionTitles(ChatPorts ports, TurnPlanner planner) {
        this.ports = ports;
        this.planner = planner;
    }

    /** Names a session that has no name yet, beside whatever happens next. */
    void afterTurn(Turn turn) {
        SendRequest request = turn.request();
        if (!planner.settings().autoTitle() || request.ephemeral() || request.audience() == Audience.PUBLIC) return;
        if (tried.size() >= MOST_REMEMBERED) tried.clear();
        if (!tried.add(turn.session())) return;
        Thread.ofVirtual().name("title-" + turn.id().value()).start(() -> nameQuietly(turn.session()));
    }

    /**
     * Asks for a new name and keeps it.
     *
     * @throws MoltisException if nothing was said yet, or the model has no name to offer
     */
    String name(SessionKey key) throws InterruptedException {
        Session session = ports.sessions().find(key).orElseThrow(() -> RequestException.notFound("no such session"));
        String title = ask(session);
        ports.sessions().patch(key, SessionPatch.label(title));
        return title;
    }

    @Override
    public void close() {
        asking.forEach(Thread::interrupt);
    }

    private void nameQuietly(SessionKey key) {
        asking.add(Thread.currentThread());
        try {
            if (ports.sessions().find(key).flatMap(Session::label).isEmpty()) name(key);
        } catch (MoltisException e) {
            log.atDebug()
                    .addKeyValue("session", key)
                    .addKeyValue("code", e.code())
                    .log("session not named");
        } catch (InterruptedException stopping) {
            log.atDebug().addKeyValue("session", key).log("naming stopped");
        } finally {
            asking.remove(Thread.currentThread());
        }
    }

    private String ask(Session session) throws InterruptedException {
        List<StoredLine> lines = ports.transcripts().after(session.key(), -1, LINES);
        List<String> texts = lines.stream()
                .map(StoredLine::line)
                .filter(line -> Preview.isSpoken(line.role()) && !line.text().isBlank())
                .limit(TEXTS)
                .map(line -> line.role().name().toLowerCase(Locale.ROOT) + ": "
                        + shortened(line.text().strip()))
                .toList();
        if (texts.isEmpty()) throw RequestException.invalid("nothing was said in this session yet");
        OpenedModel model = planner.model(planner.settings().titleModel(), Optional.of(session));
        var request = new ChatRequest(
                List.of(new Message.System(INSTRUCTION), Message.User.text(String.join("\n\n", texts))),
                List.of(),
                ToolChoice.AUTO,
                Optional.empty(),
                Optional.of(MAX_OUTPUT),
                CallContext.about(session.key()));
        var answer = new StringBuilder();
        model.model().stream(request, event -> {
            if (event instanceof StreamEvent.Text(var delta)) answer.append(delta);
        });
        return cleaned(answer.toString())
                .orElseThrow(() -> new ProviderException(
                        ErrorCode.EMPTY_ANSWER,
                        model.card().provider(),
                        "The model offered no title.",
                        "Try again, or write one yourself."));
    }

    /** The first line, without what models put around a title; empty when nothing is left. */
    static Optional<String> cleaned(String answer) {
        String line = FinalText.clean(answer)
                .lines()
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse("");
        String title = line.replaceAll("^[\"'“”‘’*#\\s]+|[\"'“”‘’*.:\\s]+$", "");
        return title.isEmpty() ? Optional.empty() : Optional.of(cut(title, TITLE_CHARS));
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_CHARS ? text : cut(text, TEXT_CHARS) + "…";
    }

    private static String cut(String text, int chars) {
        if (text.length() <= chars) return text;
        return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
    }
}
