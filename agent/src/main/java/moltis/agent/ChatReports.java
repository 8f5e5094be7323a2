package moltis.agent;

import java.util.List;
import java.util.OptionalLong;
import moltis.core.session.SessionKey;
import tools.jackson.databind.node.ObjectNode;

/** Looks into sessions without changing anything. Safe for use by many threads. */
public interface ChatReports {

    /** Up to {@code limit} lines before line {@code before}; the newest ones when that is empty. */
    HistoryPage history(SessionKey session, OptionalLong before, int limit);

    ContextReport context(SessionKey session);

    PromptReport rawPrompt(SessionKey session);

    /** The conversation as a model reads it now, without the system prompt, in the form of Chat Completions. */
    List<ObjectNode> conversation(SessionKey session);

    FullContext fullContext(SessionKey session);
}
