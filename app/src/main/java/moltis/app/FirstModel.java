package moltis.app;

import moltis.app.link.Link;
import moltis.app.terminal.Question;
import moltis.core.json.Json;

/** Sees to it that there is a model to ask, with the starter model when nothing else is connected. */
final class FirstModel {

    private final Shell shell;
    private final Settings settings;
    private final Link link;
    private final boolean yes;

    /** @param yes download without asking */
    FirstModel(Surroundings surroundings, Link link, boolean yes) {
        this.shell = surroundings.shell();
        this.settings = surroundings.settings();
        this.link = link;
        this.yes = yes;
    }

    /** Whether there is a model now; when not, the person has been told what to do. */
    boolean ready() throws InterruptedException {
        if (!link.call("models.list", Json.object()).isEmpty()) return true;
        shell.err().println("No model is connected yet.");
        Question question = new Question(shell.in(), shell.err(), shell.interactive());
        if (yes || question.agreed("Download the starter model? It is small (98 MB) and answers offline.")) {
            new ModelPull(settings, shell.err(), shell.outputIsTerminal()).pull(ModelPull.STARTER);
            return true;
        }
        shell.err().println("To connect a provider:           moltis providers add anthropic");
        shell.err().println("To answer offline, without a key: moltis models pull starter");
        return false;
    }
}
