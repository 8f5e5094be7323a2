package moltis.config.section;

import moltis.config.schema.KeyReader;

/** {@code [voice]}: speaking and listening. */
public record VoiceConfig(TtsConfig tts, SttConfig stt) {

    static VoiceConfig read(KeyReader keys) {
        return new VoiceConfig(
                TtsConfig.read(keys.hot().table("tts")),
                SttConfig.read(keys.hot().table("stt")));
    }
}
