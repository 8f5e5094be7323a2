package moltis.providers.wire;

import java.util.List;
import java.util.Optional;
import moltis.core.model.ReasoningEffort;

/**
 * How one vendor differs from OpenAI's Chat Completions. A new vendor is a new value, not a new class.
 *
 * @param sendsName whether a user message may carry its sender's name
 * @param schemas which tool schemas the vendor takes
 * @param looseFor names of models, by prefix, that take loose schemas although the vendor takes strict ones
 * @param replaysReasoningFor names of models, by prefix, that want their reasoning back with tool calls; {@code ""} is all
 * @param system where system messages go
 * @param effort how the vendor is told to think
 * @param ids which call ids the vendor takes
 * @param outputLimitField how the vendor calls the limit of the answer
 * @param cacheMarkersFor models, by prefix, whose prompts are marked for the vendor's cache
 * @param thoughtSignatures whether tool calls go back with the vendor's own signature
 */
public record ChatTraits(
        boolean sendsName,
        Schemas schemas,
        List<String> looseFor,
        List<String> replaysReasoningFor,
        SystemPlacement system,
        EffortForm effort,
        CallIds ids,
        String outputLimitField,
        List<String> cacheMarkersFor,
        boolean thoughtSignatures) {

    public ChatTraits {
        looseFor = List.copyOf(looseFor);
        replaysReasoningFor = List.copyOf(replaysReasoningFor);
        cacheMarkersFor = List.copyOf(cacheMarkersFor);
    }

    /** Tool schemas that a vendor takes. */
    public enum Schemas {
        STRICT,
        /** Strict, but no null among the values of an enum. */
        STRICT_WITHOUT_NULL_ENUMS,
        LOOSE,
        /** Loose, and the vendor does not know the key {@code strict}. */
        LOOSE_WITHOUT_KEY
    }

    /** Where system messages go. */
    public enum SystemPlacement {
        AS_THEY_COME,
        /** Joined into one leading message, for models whose name contains {@code qwen}. */
        ONE_FOR_QWEN,
        /** In front of the first user message: the vendor knows no system role. */
        INLINED
    }

    /** How a vendor is told to think. */
    public enum EffortForm {
        OPENAI,
        DEEPSEEK,
        ALWAYS_MAX,
        NONE
    }

    /** Which call ids a vendor takes. */
    public enum CallIds {
        UP_TO_40,
        EXACTLY_9
    }

    public static final ChatTraits OPENAI = new Builder().build();

    /** Any server that calls itself compatible: the older name of the limit, and what Qwen and thinking models need. */
    public static final ChatTraits COMPATIBLE = new Builder()
            .outputLimitField("max_tokens")
            .system(SystemPlacement.ONE_FOR_QWEN)
            .replaysReasoningFor("kimi-", "deepseek-v4")
            .build();

    /** Begins as OpenAI; each call names one difference. */
    public static final class Builder {

        private boolean sendsName = true;
        private Schemas schemas = Schemas.STRICT;
        private List<String> looseFor = List.of();
        private List<String> replaysReasoningFor = List.of();
        private SystemPlacement system = SystemPlacement.AS_THEY_COME;
        private EffortForm effort = EffortForm.OPENAI;
        private CallIds ids = CallIds.UP_TO_40;
        private String outputLimitField = "max_completion_tokens";
        private List<String> cacheMarkersFor = List.of();
        private boolean thoughtSignatures;

        public Builder withoutName() {
            sendsName = false;
            return this;
        }

        public Builder schemas(Schemas taken) {
            schemas = taken;
            return this;
        }

        public Builder looseFor(String... models) {
            looseFor = List.of(models);
            return this;
        }

        public Builder replaysReasoningFor(String... models) {
            replaysReasoningFor = List.of(models);
            return this;
        }

        public Builder system(SystemPlacement placement) {
            system = placement;
            return this;
        }

        public Builder effort(EffortForm form) {
            effort = form;
            return this;
        }

        public Builder ids(CallIds taken) {
            ids = taken;
            return this;
        }

        public Builder outputLimitField(String name) {
            outputLimitField = name;
            return this;
        }

        public Builder cacheMarkersFor(String... models) {
            cacheMarkersFor = List.of(models);
            return this;
        }

        public Builder thoughtSignatures() {
            thoughtSignatures = true;
            return this;
        }

        public ChatTraits build() {
            return new ChatTraits(
                    sendsName,
                    schemas,
                    looseFor,
                    replaysReasoningFor,
                    system,
                    effort,
                    ids,
                    outputLimitField,
                    cacheMarkersFor,
                    thoughtSignatures);
        }
    }

    /** The same with other schemas, as configured by {@code strict_tools}. */
    public ChatTraits withSchemas(Schemas other) {
        return new ChatTraits(
                sendsName,
                other,
                List.of(),
                replaysReasoningFor,
                system,
                effort,
                ids,
                outputLimitField,
                cacheMarkersFor,
                thoughtSignatures);
    }

    Schemas schemasOf(String model) {
        boolean loose = looseFor.stream().anyMatch(model::startsWith);
        return loose && schemas != Schemas.LOOSE_WITHOUT_KEY ? Schemas.LOOSE : schemas;
    }

    boolean replaysReasoning(String model) {
        return replaysReasoningFor.stream().anyMatch(model::startsWith);
    }

    boolean marksCache(String model) {
        return cacheMarkersFor.stream().anyMatch(model::startsWith);
    }

    SystemPlacement systemOf(String model) {
        return system == SystemPlacement.ONE_FOR_QWEN && !model.contains("qwen")
                ? SystemPlacement.AS_THEY_COME
                : system;
    }

    /** How hard to think in this vendor's word, or empty when it can't be told. */
    Optional<String> effortWord(ReasoningEffort level) {
        return switch (effort) {
            case OPENAI ->
                Optional.of(
                        switch (level) {
                            case MINIMAL, LOW -> "low";
                            case MEDIUM -> "medium";
                            case HIGH, XHIGH -> "high";
                        });
            case DEEPSEEK ->
                Optional.of(
                        switch (level) {
                            case MINIMAL, LOW, MEDIUM, HIGH -> "high";
                            case XHIGH -> "max";
                        });
            case ALWAYS_MAX -> Optional.of("max");
            case NONE -> Optional.empty();
        };
    }
}
