package moltis.app;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import moltis.app.link.Link;
import moltis.app.terminal.Question;
import moltis.app.terminal.TerminalText;
import moltis.core.ErrorCode;
import moltis.core.RequestException;
import moltis.core.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A sign-in as it goes on in a terminal: the address or the code is shown, and what the person pastes completes it at any
 * moment, while the callback or the provider's agreement is waited for.
 */
final class SignInDialogue {

    private static final long LOOK_EVERY_MS = 1000;

    private final Link link;
    private final Shell shell;
    private final Browser browser;
    private final String provider;
    private final BlockingQueue<String> pasted = new LinkedBlockingQueue<>();

    SignInDialogue(Link link, Shell shell, Browser browser, String provider) {
        this.link = link;
        this.shell = shell;
        this.browser = browser;
        this.provider = provider;
    }

    /**
     * @param begun what {@code providers.oauth.start} answered
     * @param open whether to open a browser
     * @throws RequestException if it fails or nobody answers in time
     */
    void run(JsonNode begun, boolean open) throws InterruptedException {
        boolean device = begun.path("deviceFlow").asBoolean(false);
        if (device) showCode(begun, open);
        else showAddress(begun, open);
        Instant end = Instant.ofEpochMilli(begun.path("expiresAt").asLong(Long.MAX_VALUE));
        boolean done = device ? awaitAgreement(end) : awaitCallback(end);
        if (done) return;
        link.call("providers.oauth.cancel", Json.object().put("provider", provider));
        throw new RequestException(
                ErrorCode.TIMEOUT,
                "Nobody finished the sign-in to " + provider + " in time.",
                "Start again with: moltis auth login --provider " + provider);
    }

    private void showAddress(JsonNode begun, boolean open) throws InterruptedException {
        String address = begun.path("authUrl").asString("");
        boolean opened = open && browser.open(URI.create(address));
        say(opened ? "Your browser opens this page; sign in there:" : "Open this page in a browser and sign in there:");
        say("");
        say("  " + address);
        say("");
        String problem = begun.path("problem").asString("");
        if (!problem.isEmpty()) say(problem);
        say("If the browser ends on a page that can't be opened, paste that page's address here and press Enter.");
        Thread.ofVirtual().name("pasted").start(this::read);
    }

    private void showCode(JsonNode begun, boolean open) throws InterruptedException {
        String page = begun.path("verificationUri").asString("");
        String complete = begun.path("verificationUriComplete").asString(page);
        boolean opened = open && browser.open(URI.create(complete));
        say(
                opened
                        ? "Your browser opens " + page + "; type this code there:"
                        : "Open " + page + " and type this code:");
        say("");
        say("  " + begun.path("userCode").asString(""));
        say("");
    }

    private void read() {
        var question = new Question(shell.in(), shell.err(), true);
        for (String line = question.line(""); !line.isBlank(); line = question.line("")) pasted.add(line);
    }

    /** @return whether somebody is signed in now; false when the time is over */
    private boolean awaitCallback(Instant end) throws InterruptedException {
        while (Instant.now().isBefore(end)) {
            String line = pasted.poll(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
            if (line != null && completed(line)) return true;
            if (connected()) return true;
        }
        return false;
    }

    private boolean awaitAgreement(Instant end) throws InterruptedException {
        while (Instant.now().isBefore(end)) {
            if (connected()) {
                if (shell.outputIsTerminal()) say("");
                return true;
            }
            countDown(Duration.between(Instant.now(), end));
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MS);
        }
        return false;
    }

    private boolean completed(String line) throws InterruptedException {
        try {
            link.call(
                    "providers.oauth.complete",
                    Json.object().put("callback", line.strip()).put("provider", provider));
            return true;
        } catch (RequestException notIt) {
            say("That did not work: " + notIt.sentence());
            return false;
        }
    }

    private boolean connected() throws InterruptedException {
        JsonNode status = link.call("providers.oauth.status", Json.object().put("provider", provider));
        Optional<String> error = Optional.of(status.path("error").asString("")).filter(text -> !text.isEmpty());
        boolean over = !status.path("waiting").asBoolean(false);
        if (over && error.isPresent()) {
            throw new RequestException(
                    ErrorCode.UNAUTHORIZED,
                    "The sign-in to " + provider + " failed: " + error.get() + ".",
                    "Start again with: moltis auth login --provider " + provider);
        }
        return over && status.path("authenticated").asBoolean(false);
    }

    private void countDown(Duration left) {
        if (!shell.outputIsTerminal()) return;
        shell.err().printf("\rThe code is good for %d:%02d more. ", left.toMinutes(), left.toSecondsPart());
        shell.err().flush();
    }

    private void say(String line) {
        shell.err().println(TerminalText.safe(line));
    }
}
