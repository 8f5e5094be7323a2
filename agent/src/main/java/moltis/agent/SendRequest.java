package moltis.agent;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import moltis.core.RequestException;
import moltis.core.model.ContentPart;
import moltis.core.session.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * A message for a session, with everything that decides how its turn runs.
 *
 * @param model the model to use, which the session then keeps; empty leaves it to the session
 * @param agentId the agent to use, which the session then keeps
 * @param clientSeq the sender's own number of the message, echoed in events
 * @param idempotencyKey a second message of the session with the same key is not accepted again; it gets the first one's result
 * @param ephemeral nothing of the turn is stored; such a message never waits in line
 * @param zone the person's time zone, when the client told it
 * @param audio the media reference of the recording that this message was spoken in
 */
public record SendRequest(
        SessionKey session,
        List<ContentPart> content,
        Optional<String> model,
        Optional<String> agentId,
        ToolUse tools,
        Audience audience,
        @Nullable Long clientSeq,
        Optional<String> idempotencyKey,
        boolean ephemeral,
        Optional<ZoneId> zone,
        Optional<String> audio,
        List<Attachment> documents) {

    /** @throws RequestException if there is neither text nor an image nor a document */
    public SendRequest {
        content = List.copyOf(content);
        documents = List.copyOf(documents);
        if (content.isEmpty() && documents.isEmpty())
            throw RequestException.invalid("missing 'text', 'message', or 'content' parameter");
    }

    /** A plain message with no wishes. */
    public static SendRequest text(SessionKey session, String text) {
        return new SendRequest(
                session,
                List.of(new ContentPart.Text(text)),
                Optional.empty(),
                Optional.empty(),
                ToolUse.ALL,
                Audience.OWNER,
                null,
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    public SendRequest withModel(String id) {
        return with(content, Optional.of(id), tools, idempotencyKey, ephemeral);
    }

    public SendRequest withContent(List<ContentPart> parts) {
        return with(parts, model, tools, idempotencyKey, ephemeral);
    }

    public SendRequest withTools(ToolUse use) {
        return with(content, model, use, idempotencyKey, ephemeral);
    }

    public SendRequest withIdempotencyKey(String key) {
        return with(content, model, tools, Optional.of(key), ephemeral);
    }

    public SendRequest asEphemeral() {
        return with(content, model, tools, idempotencyKey, true);
    }

    private SendRequest with(
            List<ContentPart> parts, Optional<String> id, ToolUse use, Optional<String> key, boolean traceless) {
        return new SendRequest(
                session, parts, id, agentId, use, audience, clientSeq, key, traceless, zone, audio, documents);
    }

    /** The words of the message; {@code [Image]} or {@code [Document]} when it has none. */
    public String words() {
        String words = content.stream()
                .filter(ContentPart.Text.class::isInstance)
                .map(part -> ((ContentPart.Text) part).text())
                .collect(Collectors.joining("\n\n"));
        if (!words.isEmpty()) return words;
        return content.isEmpty() ? "[Document]" : "[Image]";
    }
}
