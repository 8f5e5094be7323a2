package moltis.config.section;

import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.PATH;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.choice;
import static moltis.config.schema.Types.knownList;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [voice.stt]}: speech to text. */
public record SttConfig(
        boolean enabled,
        Optional<SttProvider> provider,
        List<String> providers,
        WhisperStt whisper,
        CloudStt groq,
        DeepgramStt deepgram,
        GoogleStt google,
        CloudStt mistral,
        CloudStt elevenlabs,
        VoxtralStt voxtralLocal,
        WhisperServerStt whisperLocal,
        WhisperCliStt whisperCli,
        SherpaStt sherpaOnnx) {

    static SttConfig read(KeyReader keys) {
        return new SttConfig(
                keys.get("enabled", FLAG, true, "Let the agent listen."),
                keys.optional(
                        "provider", choice(SttProvider.class), "Who listens; without it the first that is set up."),
                keys.get(
                        "providers",
                        knownList(
                                "whisper",
                                "groq",
                                "deepgram",
                                "google",
                                "mistral",
                                "elevenlabs",
                                "elevenlabs-stt",
                                "voxtral-local",
                                "whisper-local",
                                "whisper-cli",
                                "sherpa-onnx"),
                        List.of(),
                        "Providers shown in the browser; empty means all."),
                WhisperStt.read(keys.table("whisper")),
                CloudStt.read(keys.table("groq")),
                DeepgramStt.read(keys.table("deepgram")),
                GoogleStt.read(keys.table("google")),
                CloudStt.read(keys.table("mistral")),
                CloudStt.read(keys.table("elevenlabs")),
                VoxtralStt.read(keys.table("voxtral_local")),
                WhisperServerStt.read(keys.table("whisper_local")),
                WhisperCliStt.read(keys.table("whisper_cli")),
                SherpaStt.read(keys.table("sherpa_onnx")));
    }

    /** Who listens. */
    public enum SttProvider implements Choice {
        WHISPER,
        GROQ,
        DEEPGRAM,
        GOOGLE,
        MISTRAL,
        ELEVENLABS_STT,
        VOXTRAL_LOCAL,
        WHISPER_LOCAL,
        WHISPER_CLI,
        SHERPA_ONNX
    }

    /** {@code [voice.stt.whisper]}. */
    public record WhisperStt(
            boolean enabled,
            Optional<Secret> apiKey,
            Optional<String> baseUrl,
            Optional<String> model,
            Optional<String> language) {

        static WhisperStt read(KeyReader keys) {
            return new WhisperStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("base_url", TEXT, "Address of the API."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("language", TEXT, "Language spoken."));
        }
    }

    /** {@code [voice.stt.groq]}, {@code .mistral} and {@code .elevenlabs}. */
    public record CloudStt(
            boolean enabled, Optional<Secret> apiKey, Optional<String> model, Optional<String> language) {

        static CloudStt read(KeyReader keys) {
            return new CloudStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("language", TEXT, "Language spoken."));
        }
    }

    /** {@code [voice.stt.deepgram]}. */
    public record DeepgramStt(
            boolean enabled,
            Optional<Secret> apiKey,
            Optional<String> model,
            Optional<String> language,
            boolean smartFormat) {

        static DeepgramStt read(KeyReader keys) {
            return new DeepgramStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("language", TEXT, "Language spoken."),
                    keys.get("smart_format", FLAG, false, "Let the provider format numbers and dates."));
        }
    }

    /** {@code [voice.stt.google]}. */
    public record GoogleStt(
            boolean enabled,
            Optional<Secret> apiKey,
            Optional<Secret> serviceAccountJson,
            Optional<String> language,
            Optional<String> model) {

        static GoogleStt read(KeyReader keys) {
            return new GoogleStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("api_key", SECRET, "API key."),
                    keys.optional("service_account_json", SECRET, "Service account, as JSON or as a path to it."),
                    keys.optional("language", TEXT, "Language spoken."),
                    keys.optional("model", TEXT, "Model."));
        }
    }

    /** {@code [voice.stt.voxtral_local]}. */
    public record VoxtralStt(boolean enabled, String endpoint, Optional<String> model, Optional<String> language) {

        static VoxtralStt read(KeyReader keys) {
            return new VoxtralStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.get("endpoint", TEXT, "http://localhost:8000", "Address of the server."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("language", TEXT, "Language spoken."));
        }
    }

    /** {@code [voice.stt.whisper_local]}. */
    public record WhisperServerStt(
            boolean enabled, String endpoint, Optional<String> model, Optional<String> language) {

        static WhisperServerStt read(KeyReader keys) {
            return new WhisperServerStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.get("endpoint", TEXT, "http://localhost:8080", "Address of the server."),
                    keys.optional("model", TEXT, "Model."),
                    keys.optional("language", TEXT, "Language spoken."));
        }
    }

    /** {@code [voice.stt.whisper_cli]}. */
    public record WhisperCliStt(
            boolean enabled, Optional<Path> binaryPath, Optional<Path> modelPath, Optional<String> language) {

        static WhisperCliStt read(KeyReader keys) {
            return new WhisperCliStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("binary_path", PATH, "The program."),
                    keys.optional("model_path", PATH, "Model file."),
                    keys.optional("language", TEXT, "Language spoken."));
        }
    }

    /** {@code [voice.stt.sherpa_onnx]}. */
    public record SherpaStt(
            boolean enabled, Optional<Path> binaryPath, Optional<Path> modelDir, Optional<String> language) {

        static SherpaStt read(KeyReader keys) {
            return new SherpaStt(
                    keys.get("enabled", FLAG, true, "Offer this provider."),
                    keys.optional("binary_path", PATH, "The program."),
                    keys.optional("model_dir", PATH, "Folder of the model."),
                    keys.optional("language", TEXT, "Language spoken."));
        }
    }
}
