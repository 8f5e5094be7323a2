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
 * @param audio the file name of the recording that this message was spoken in
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

    /** @throws RequestException if there is neither text nor an image */
    public SendRequest {
        content = List.copyOf(content);
        documents = List.copyOf(documents);
        if (content.isEmpty()) throw RequestException.invalid("missing 'text', 'message', or 'content' parameter");
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
        return new SendRequest(
                session,
                content,
                Optional.of(id),
                agentId,
                tools,
                audience,
                clientSeq,
                idempotencyKey,
                ephemeral,
                zone,
                audio,
                documents);
    }

    public SendRequest withContent(List<ContentPart> parts) {
        return new SendRequest(
                session,
                parts,
                model,
                agentId,
                tools,
                audience,
                clientSeq,
                idempotencyKey,
                ephemeral,
                zone,
                audio,
                documents);
    }

    public SendRequest withTools(ToolUse use) {
        return new SendRequest(
                session,
                content,
                model,
                agentId,
                use,
                audience,
                clientSeq,
                idempotencyKey,
                ephemeral,
                zone,
                audio,
                documents);
    }

    public SendRequest withIdempotencyKey(String key) {
        return new SendRequest(
                session,
                content,
                model,
                agentId,
                tools,
                audience,
                clientSeq,
                Optional.of(key),
                ephemeral,
                zone,
                audio,
                documents);
    }

    public SendRequest asEphemeral() {
        return new SendRequest(
                session,
                content,
                model,
                agentId,
                tools,
                audience,
                clientSeq,
                idempotencyKey,
                true,
                zone,
                audio,
                documents);
    }

    /** The words of the message; {@code [Image]} when there are only pictures. */
    public String words() {
        String words = content.stream()
                .filter(ContentPart.Text.class::isInstance)
                .map(part -> ((ContentPart.Text) part).text())
                .collect(Collectors.joining("\n\n"));
        return words.isEmpty() ? "[Image]" : words;
    }
}
