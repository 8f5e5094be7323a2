package moltis.agent;

import java.util.function.BooleanSupplier;
import moltis.core.event.EventBus;
import moltis.core.model.CircuitBreaker;
import moltis.core.model.ModelDirectory;
import moltis.core.session.SessionDirectory;
import moltis.core.session.Transcripts;
import moltis.core.session.TurnQueue;

/**
 * What conversations stand on.
 *
 * @param questions what turns wait for; whoever asks within a turn asks there
 * @param breaker which models rest after failures
 * @param somebodyListens whether there is anybody who could answer a question now
 */
public record ChatPorts(
        Transcripts transcripts,
        SessionDirectory sessions,
        TurnQueue queue,
        EventBus events,
        ModelDirectory models,
        TurnQuestions questions,
        CircuitBreaker breaker,
        BooleanSupplier somebodyListens) {}
