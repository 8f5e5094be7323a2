package moltis.gateway.web;

import moltis.core.Secret;
import moltis.gateway.access.RequestFacts;
import moltis.gateway.http.HttpProblem;

/** Who may try to open the vault, and who hears of it. */
public interface VaultDoor {

    /** While there is no password there is no vault that somebody could try to open. */
    VaultDoor NO_PASSWORD = new VaultDoor() {
        @Override
        public void mayTry(RequestFacts request) {}

        @Override
        public void wrong(RequestFacts request) {}

        @Override
        public void done(RequestFacts request, Event event) {}

        @Override
        public boolean isPassword(Secret typed) {
            return false;
        }
    };

    /** What happened to the vault, for the audit log. */
    enum Event {
        UNLOCKED,
        RECOVERED,
        SEALED,
        DISABLED,
        /** Made, confirmed, undone, or given another key. */
        CHANGED
    }

    /** @throws HttpProblem if there were too many wrong tries */
    void mayTry(RequestFacts request);

    /** Somebody tried the wrong secret. */
    void wrong(RequestFacts request);

    void done(RequestFacts request, Event event);

    /** Whether this is the password of this installation. */
    boolean isPassword(Secret typed) throws InterruptedException;
}
