package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.choice;

import java.util.List;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;

/** {@code [failover]}. */
public record FailoverConfig(boolean enabled, Mode mode, boolean exactModel, List<String> fallbackModels) {

    /** What happens in a session that says nothing itself. */
    public enum Mode implements Choice {
        OFF,
        ASK,
        AUTO
    }

    static FailoverConfig read(KeyReader keys) {
        return new FailoverConfig(
                keys.get(
                        "enabled",
                        FLAG,
                        true,
                        "Let another model answer when one can't; false overrules every session."),
                keys.get(
                        "mode",
                        choice(Mode.class),
                        Mode.AUTO,
                        "off: show the failure; ask: let the person choose; auto: ask the next model and say so."),
                keys.get(
                        "exact_model",
                        FLAG,
                        false,
                        "Never replace a model that was chosen for a message or a session."),
                keys.get(
                        "fallback_models",
                        TEXTS,
                        List.of(),
                        "Models to try, in order, as provider::model. Nobody else is ever asked; empty means none."));
    }
}
