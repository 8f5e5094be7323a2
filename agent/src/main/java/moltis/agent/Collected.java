package moltis.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import moltis.core.model.ContentPart;

/** Makes one message of several that wait together. */
final class Collected {

    private Collected() {}

    /** The last message's wishes with the words and pictures of all, in order. */
    static SendRequest of(List<SendRequest> requests) {
        SendRequest last = requests.getLast();
        if (requests.size() == 1) return last;
        List<ContentPart> parts =
                requests.stream().flatMap(request -> request.content().stream()).toList();
        List<Attachment> documents = requests.stream()
                .flatMap(request -> request.documents().stream())
                .toList();
        return new SendRequest(
                last.session(),
                parts.stream().allMatch(ContentPart.Text.class::isInstance) ? joined(parts) : withoutBlanks(parts),
                last.model(),
                last.agentId(),
                last.tools(),
                last.audience(),
                last.clientSeq(),
                last.idempotencyKey(),
                last.ephemeral(),
                last.zone(),
                last.audio(),
                documents);
    }

    private static List<ContentPart> joined(List<ContentPart> parts) {
        return List.of(new ContentPart.Text(
                parts.stream().map(part -> ((ContentPart.Text) part).text()).collect(Collectors.joining("\n\n"))));
    }

    private static List<ContentPart> withoutBlanks(List<ContentPart> parts) {
        List<ContentPart> kept = new ArrayList<>();
        for (ContentPart part : parts) {
            if (!(part instanceof ContentPart.Text(var text) && text.isBlank())) kept.add(part);
        }
        return kept;
    }
}
