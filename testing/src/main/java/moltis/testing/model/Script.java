package moltis.testing.model;

import java.util.Iterator;
import java.util.List;

/** Decides what the scripted model does. Called by many threads. */
@FunctionalInterface
public interface Script {
    Reply reply(Asked asked);

    /** One reply after the other; one request more than that is a failed test. */
    static Script inOrder(Reply... replies) {
        Iterator<Reply> rest = List.of(replies).iterator();
        return asked -> {
            synchronized (rest) {
                if (!rest.hasNext()) throw new AssertionError("the script has no reply for request " + asked.number());
                return rest.next();
            }
        };
    }
}
