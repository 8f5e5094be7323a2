package moltis.core.tool;

import moltis.core.model.ToolSpec;

/** Something a model can have done. Safe for use by many threads. */
public interface Tool {

    ToolSpec spec();

    /**
     * Does it. Runs on a virtual thread of its own, beside the other calls of the same answer; may block; interrupt to
     * stop. What the model may read about a failure is {@link ToolResult.Failed}; what it must not see is thrown.
     */
    ToolResult execute(ToolInvocation invocation) throws InterruptedException;
}
