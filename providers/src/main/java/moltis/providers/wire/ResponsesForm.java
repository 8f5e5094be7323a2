package moltis.providers.wire;

import java.util.Optional;
import moltis.providers.table.EffortForm;

/**
 * How one vendor speaks the Responses protocol.
 *
 * @param path where below the base it is spoken; empty finds it in the base as people write it
 * @param effort how the vendor is told to think
 * @param looseTools whether strict tool schemas are refused
 * @param codex the backend of ChatGPT subscriptions: it demands instructions, keeps nothing, and takes no output limit
 */
public record ResponsesForm(Optional<String> path, EffortForm effort, boolean looseTools, boolean codex) {

    /** OpenAI's own form. */
    public static final ResponsesForm OPENAI = new ResponsesForm(Optional.empty(), EffortForm.OPENAI, false, false);

    private static final String RESPONSES = "/responses";
    private static final String CHAT = "/chat/completions";

    /** The form of ChatGPT subscriptions. */
    static ResponsesForm codex(EffortForm effort, boolean looseTools) {
        return new ResponsesForm(Optional.of("/codex/responses"), effort, looseTools, true);
    }

    /** The same access with the path that it needs, so that the request goes to {@link Access#baseUrl}. */
    Access located(Access access) {
        return new Access(url(access.baseUrl()), access.token(), access.signedIn(), access.headers());
    }

    private String url(String base) {
        if (path.isPresent()) return base + path.get();
        if (base.endsWith(RESPONSES)) return base;
        if (base.endsWith(CHAT)) return base.substring(0, base.length() - CHAT.length()) + RESPONSES;
        return base + (base.endsWith("/v1") ? RESPONSES : "/v1" + RESPONSES);
    }
}
