package moltis.config.section;

import static moltis.config.schema.Types.DECIMAL;
import static moltis.config.schema.Types.FLAG;
import static moltis.config.schema.Types.MILLIS;
import static moltis.config.schema.Types.SECRET;
import static moltis.config.schema.Types.TEXT;
import static moltis.config.schema.Types.TEXTS;
import static moltis.config.schema.Types.U32;
import static moltis.config.schema.Types.U64;
import static moltis.config.schema.Types.choice;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import moltis.config.schema.Choice;
import moltis.config.schema.KeyReader;
import moltis.core.Secret;

/** {@code [memory]}: what is remembered for long. */
public record MemoryConfig(
        MemoryStyle style,
        MemoryStyle agentWriteMode,
        ProfileWriteMode userProfileWriteMode,
        MemoryBackend backend,
        Optional<EmbeddingProvider> provider,
        boolean disableRag,
        Optional<String> baseUrl,
        Optional<String> model,
        Optional<Secret> apiKey,
        Optional<Integer> embeddingDimension,
        Citations citations,
        boolean llmReranking,
        MergeStrategy searchMergeStrategy,
        SessionExport sessionExport,
        QmdConfig qmd,
        String dbPath,
        double vectorWeight,
        double keywordWeight,
        boolean enablePrefetch,
        long prefetchLimit,
        int autoExtractInterval,
        boolean enableSessionSummary) {

    static MemoryConfig read(KeyReader keys) {
        return new MemoryConfig(
                keys.hot()
                        .get(
                                "style",
                                choice(MemoryStyle.class),
                                MemoryStyle.HYBRID,
                                "How memory reaches the model: in the prompt, by search, or both."),
                keys.hot()
                        .get(
                                "agent_write_mode",
                                choice(MemoryStyle.class),
                                MemoryStyle.HYBRID,
                                "Which memory files the agent may write."),
                keys.hot()
                        .get(
                                "user_profile_write_mode",
                                choice(ProfileWriteMode.class),
                                ProfileWriteMode.EXPLICIT_AND_AUTO,
                                "When USER.md is written."),
                keys.get("backend", choice(MemoryBackend.class), MemoryBackend.BUILTIN, "What searches."),
                keys.optional(
                        "provider", choice(EmbeddingProvider.class), "Who makes embeddings; without it what is found."),
                keys.get("disable_rag", FLAG, false, "Search by words only."),
                keys.optional("base_url", TEXT, "Address of the embedding service."),
                keys.optional("model", TEXT, "Embedding model."),
                keys.optional("api_key", SECRET, "Key of the embedding service."),
                keys.optional("embedding_dimension", U32, "Length of the vectors; without it detected."),
                keys.get("citations", choice(Citations.class), Citations.AUTO, "Name the source of what was found."),
                keys.get("llm_reranking", FLAG, false, "Let a model sort what was found."),
                keys.get(
                        "search_merge_strategy",
                        choice(MergeStrategy.class),
                        MergeStrategy.RRF,
                        "How the two searches are joined."),
                keys.get(
                        "session_export",
                        choice(SessionExport.class),
                        SessionExport.ON_NEW_OR_RESET,
                        "When a session is written down as memory."),
                QmdConfig.read(keys.table("qmd")),
                keys.get("db_path", TEXT, "memory.zvec", "File of the zvec search, within the data directory."),
                keys.get("vector_weight", DECIMAL, 0.7, "Weight of the search by meaning."),
                keys.get("keyword_weight", DECIMAL, 0.3, "Weight of the search by words."),
                keys.hot().get("enable_prefetch", FLAG, true, "Look for memories before each turn."),
                keys.hot().get("prefetch_limit", U64, 3L, "Most of them, 1 to 10."),
                keys.hot()
                        .get(
                                "auto_extract_interval",
                                U32,
                                5,
                                "Look for things to remember after this many turns; 0 is only before condensing."),
                keys.hot().get("enable_session_summary", FLAG, true, "Summarise a session when it ends."));
    }

    /** How memory reaches the model. */
    public enum MemoryStyle implements Choice {
        HYBRID,
        PROMPT_ONLY,
        SEARCH_ONLY,
        OFF
    }

    /** When USER.md is written. */
    public enum ProfileWriteMode implements Choice {
        EXPLICIT_AND_AUTO,
        EXPLICIT_ONLY,
        OFF
    }

    /** What searches memory. */
    public enum MemoryBackend implements Choice {
        BUILTIN,
        QMD,
        ZVEC
    }

    /** Who makes embeddings. */
    public enum EmbeddingProvider implements Choice {
        LOCAL,
        OLLAMA,
        OPENAI,
        CUSTOM
    }

    /** Whether the source of a memory is named. */
    public enum Citations implements Choice {
        AUTO,
        ON,
        OFF
    }

    /** How two searches are joined. */
    public enum MergeStrategy implements Choice {
        RRF,
        LINEAR
    }

    /** When a session is written down as memory. */
    public enum SessionExport implements Choice {
        ON_NEW_OR_RESET,
        OFF
    }

    /** {@code [memory.qmd]}: an external search program. */
    public record QmdConfig(
            Optional<String> command,
            Map<String, QmdCollection> collections,
            Optional<Long> maxResults,
            Optional<Duration> timeout) {

        static QmdConfig read(KeyReader keys) {
            return new QmdConfig(
                    keys.optional("command", TEXT, "The program."),
                    keys.tables("collections", QmdCollection::read),
                    keys.optional("max_results", U64, "Most results."),
                    keys.optional("timeout_ms", MILLIS, "Time limit of a search."));
        }
    }

    /** {@code [memory.qmd.collections.<name>]}. */
    public record QmdCollection(List<String> paths, List<String> globs) {

        static QmdCollection read(KeyReader keys) {
            return new QmdCollection(
                    keys.get("paths", TEXTS, List.of(), "Folders."),
                    keys.get("globs", TEXTS, List.of(), "Patterns of files."));
        }
    }
}
