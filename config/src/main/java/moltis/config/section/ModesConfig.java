package moltis.config.section;

import static moltis.config.schema.Types.TEXT;

import java.util.Map;
import java.util.Optional;
import moltis.config.schema.KeyReader;

/** {@code [modes]}: ways of working that a session can put on. */
public record ModesConfig(Map<String, ModePreset> presets) {

    static ModesConfig read(KeyReader keys) {
        return new ModesConfig(keys.hot().tables("presets", ModePreset::read));
    }

    /** {@code [modes.presets.<id>]}. */
    public record ModePreset(Optional<String> name, Optional<String> description, String prompt) {

        static ModePreset read(KeyReader keys) {
            return new ModePreset(
                    keys.hot().optional("name", TEXT, "Name in menus."),
                    keys.hot().optional("description", TEXT, "What it is for."),
                    keys.hot().get("prompt", TEXT, "", "Instruction that joins the prompt."));
        }
    }
}
