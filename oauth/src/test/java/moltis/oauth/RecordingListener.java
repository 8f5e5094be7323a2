package moltis.oauth;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import moltis.core.Secret;

/** Remembers what it was told, and lets a test wait for it. */
final class RecordingListener implements SignInListener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void signedIn(String provider) {
        told.add("signed in: " + provider);
    }

    @Override
    public void keyObtained(String provider, Secret key) {
        told.add("key: " + provider + " " + key.reveal());
    }

    @Override
    public void needsSignIn(String provider, String reason) {
        told.add("needs sign-in: " + provider);
    }

    @Override
    public void disconnected(String provider) {
        told.add("disconnected: " + provider);
    }

    String next() throws InterruptedException {
        String message = told.poll(10, TimeUnit.SECONDS);
        if (message == null) throw new AssertionError("the listener was told nothing");
        return message;
    }

    boolean isQuiet() {
        return told.isEmpty();
    }
}
