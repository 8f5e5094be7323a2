package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.choice;
import static moltis.config.schema.Types.knownList;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [voice.tts]}: text to speech. */
public record TtsConfig(
        boolean enabled,
        Optional<TtsProvider> provider,
        List<String> providers,
        ElevenlabsTts elevenlabs,
        OpenaiTts openai,
        GoogleTts google,
        PiperTts piper,
        CoquiTts coqui) {

    static TtsConfig read(KeyReader keys) {
        return new TtsConfig(
                keys.get("enabled", FLAG, true, "Let the agent speak."),
                keys.optional(
                        "provider", choice(TtsProvider.class), "Who speaks; without it the first that is set up."),
                keys.get(
                        "providers",
                        knownList("elevenlabs", "openai", "openai-tts", "google", "google-tts", "piper", "coqui"),
                        List.of(),
                        "Providers shown in the browser; empty means all."),
                ElevenlabsTts.read(keys.table("elevenlabs")),
                OpenaiTts.read(keys.table("openai")),
                GoogleTts.read(keys.table("google")),
                PiperTts.read(keys.table("piper")),
                CoquiTts.read(keys.table("coqui")));
    }

    /** Who speaks. */
    public enum TtsProvider implements Choice {
        ELEVENLABS,
        OPENAI,
        GOOGLE,
        PIPER,
        COQUI
    }

    /** {@code [voice.tts.elevenlabs]}. */
    public record ElevenlabsTts(
            boolean enabled, Optional<Secret> apiKey, Optional<String> voiceId, Optional<String> model) {

        static ElevenlabsTts read(KeyReader keys) {
            return new ElevenlabsTts(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("voice_id", TEXT, "Voice."),
                    keys.optional("model", TEXT, "Model."));
        }
    }

    /** {@code [voice.tts.openai]}. */
    public record OpenaiTts(
            boolean enabled,
            Optional<Secret> apiKey,
            Optional<String> baseUrl,
            Optional<String> voice,
            Optional<String> model) {

        static OpenaiTts read(KeyReader keys) {
            return new OpenaiTts(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("base_url", TEXT, "Address of the API."),
                    keys.optional("voice", TEXT, "Voice."),
                    keys.optional("model", TEXT, "Model."));
        }
    }

    /** {@code [voice.tts.google]}. */
    public record GoogleTts(
            boolean enabled,
            Optional<Secret> apiKey,
            Optional<String> voice,
            Optional<String> model,
            Optional<String> languageCode,
            Optional<Double> speakingRate,
            Optional<Double> pitch) {

        static GoogleTts read(KeyReader keys) {
            return new GoogleTts(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("voice", TEXT, "Voice."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("language_code", TEXT, "Language, such as en-GB."),
                    keys.optional("speaking_rate", DECIMAL, "Speed; 1 is normal."),
                    keys.optional("pitch", DECIMAL, "Height of the voice; 0 is normal."));
        }
    }

    /** {@code [voice.tts.piper]}. */
    public record PiperTts(
            boolean enabled,
            Optional<Path> binaryPath,
            Optional<Path> modelPath,
            Optional<Path> configPath,
            Optional<Integer> speakerId,
            Optional<Double> lengthScale) {

        static PiperTts read(KeyReader keys) {
            return new PiperTts(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("binary_path", PATH, "The piper program."),
                    keys.optional("model_path", PATH, "Voice model."),
                    keys.optional("config_path", PATH, "Description of the voice model."),
                    keys.optional("speaker_id", U32, "Speaker within the model."),
                    keys.optional("length_scale", DECIMAL, "Slowness; 1 is normal."));
        }
    }

    /** {@code [voice.tts.coqui]}. */
    public record CoquiTts(
            boolean enabled,
            String endpoint,
            Optional<String> model,
            Optional<String> speaker,
            Optional<String> language) {

        static CoquiTts read(KeyReader keys) {
            return new CoquiTts(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.get("endpoint", TEXT, "http://localhost:5002", "Address of the server."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("speaker", TEXT, "Speaker within the model."),
                    keys.optional("language", TEXT, "Language."));
        }
    }
}
