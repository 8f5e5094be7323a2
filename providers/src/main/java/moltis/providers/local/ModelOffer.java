package moltis.providers.local;

import java.util.List;
import java.util.Optional;

/**
 * A model file that can be had from Hugging Face.
 *
 * @param repository its owner and name there
 * @param minRamGb how much memory a machine should have for it
 */
public record ModelOffer(
        String id, String displayName, String repository, String file, int minRamGb, int contextTokens) {

    /** What is offered, the smallest first. */
    public static final List<ModelOffer> ALL = List.of(
            new ModelOffer(
                    "qwen2.5-coder-1.5b-q4_k_m",
                    "Qwen 2.5 Coder 1.5B (Q4_K_M)",
                    "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
                    "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
                    4,
                    32_768),
            new ModelOffer(
                    "llama-3.2-1b-q4_k_m",
                    "Llama 3.2 1B (Q4_K_M)",
                    "bartowski/Llama-3.2-1B-Instruct-GGUF",
                    "Llama-3.2-1B-Instruct-Q4_K_M.gguf",
                    4,
                    128_000),
            new ModelOffer(
                    "qwen2.5-coder-7b-q4_k_m",
                    "Qwen 2.5 Coder 7B (Q4_K_M)",
                    "Qwen/Qwen2.5-Coder-7B-Instruct-GGUF",
                    "qwen2.5-coder-7b-instruct-q4_k_m.gguf",
                    8,
                    32_768),
            new ModelOffer(
                    "llama-3.2-3b-q4_k_m",
                    "Llama 3.2 3B (Q4_K_M)",
                    "bartowski/Llama-3.2-3B-Instruct-GGUF",
                    "Llama-3.2-3B-Instruct-Q4_K_M.gguf",
                    8,
                    128_000),
            new ModelOffer(
                    "deepseek-coder-6.7b-q4_k_m",
                    "DeepSeek Coder 6.7B (Q4_K_M)",
                    "TheBloke/deepseek-coder-6.7B-instruct-GGUF",
                    "deepseek-coder-6.7b-instruct.Q4_K_M.gguf",
                    8,
                    16_384),
            new ModelOffer(
                    "mistral-7b-q5_k_m",
                    "Mistral 7B Instruct (Q5_K_M)",
                    "TheBloke/Mistral-7B-Instruct-v0.2-GGUF",
                    "mistral-7b-instruct-v0.2.Q5_K_M.gguf",
                    12,
                    32_768),
            new ModelOffer(
                    "llama-3.1-8b-q4_k_m",
                    "Llama 3.1 8B (Q4_K_M)",
                    "bartowski/Meta-Llama-3.1-8B-Instruct-GGUF",
                    "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf",
                    12,
                    128_000),
            new ModelOffer(
                    "qwen2.5-coder-14b-q4_k_m",
                    "Qwen 2.5 Coder 14B (Q4_K_M)",
                    "Qwen/Qwen2.5-Coder-14B-Instruct-GGUF",
                    "qwen2.5-coder-14b-instruct-q4_k_m.gguf",
                    16,
                    32_768),
            new ModelOffer(
                    "codestral-22b-q4_k_m",
                    "Codestral 22B (Q4_K_M)",
                    "bartowski/Codestral-22B-v0.1-GGUF",
                    "Codestral-22B-v0.1-Q4_K_M.gguf",
                    16,
                    32_768),
            new ModelOffer(
                    "qwen3.6-35b-a3b-q4_k_m",
                    "Qwen 3.6 35B-A3B MoE (Q4_K_M)",
                    "unsloth/Qwen3.6-35B-A3B-GGUF",
                    "Qwen3.6-35B-A3B-UD-Q4_K_M.gguf",
                    32,
                    262_144),
            new ModelOffer(
                    "qwen3.6-27b-q4_k_m",
                    "Qwen 3.6 27B (Q4_K_M)",
                    "unsloth/Qwen3.6-27B-GGUF",
                    "Qwen3.6-27B-Q4_K_M.gguf",
                    32,
                    262_144),
            new ModelOffer(
                    "qwen2.5-coder-32b-q4_k_m",
                    "Qwen 2.5 Coder 32B (Q4_K_M)",
                    "Qwen/Qwen2.5-Coder-32B-Instruct-GGUF",
                    "qwen2.5-coder-32b-instruct-q4_k_m.gguf",
                    32,
                    32_768),
            new ModelOffer(
                    "deepseek-coder-33b-q4_k_m",
                    "DeepSeek Coder 33B (Q4_K_M)",
                    "TheBloke/deepseek-coder-33B-instruct-GGUF",
                    "deepseek-coder-33b-instruct.Q4_K_M.gguf",
                    32,
                    16_384),
            new ModelOffer(
                    "llama-3.1-70b-q2_k",
                    "Llama 3.1 70B (Q2_K)",
                    "bartowski/Meta-Llama-3.1-70B-Instruct-GGUF",
                    "Meta-Llama-3.1-70B-Instruct-Q2_K.gguf",
                    48,
                    128_000));

    public static Optional<ModelOffer> find(String id) {
        return ALL.stream().filter(offer -> offer.id().equals(id)).findFirst();
    }

    static Optional<ModelOffer> ofFile(String name) {
        return ALL.stream().filter(offer -> offer.file().equals(name)).findFirst();
    }

    HubFile source() {
        return new HubFile(repository, file);
    }
}
