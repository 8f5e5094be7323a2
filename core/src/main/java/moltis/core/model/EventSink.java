package moltis.core.model;

/** Takes the pieces of an answer, on the thread that asked. May block, which slows the model down. */
@FunctionalInterface
public interface EventSink {
    void accept(StreamEvent event) throws InterruptedException;
}
