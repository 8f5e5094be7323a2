package moltis.agent;

import java.util.OptionalLong;
import moltis.core.session.SessionKey;

/** Looks into sessions without changing anything. Safe for use by many threads. */
public interface ChatReports {

    /** Up to {@code limit} lines before line {@code before}; the newest ones when that is empty. */
    HistoryPage history(SessionKey session, OptionalLong before, int limit);

    ContextReport context(SessionKey session);

    PromptReport rawPrompt(SessionKey session);

    FullContext fullContext(SessionKey session);
}
