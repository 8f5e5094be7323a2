package moltis.app;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import moltis.agent.ChatSettings;
import moltis.agent.CompactionSettings;
import moltis.agent.FailoverSettings;
import moltis.agent.LoopLimits;
import moltis.agent.Mode;
import moltis.agent.Persona;
import moltis.agent.QueueMode;
import moltis.config.section.BudgetConfig;
import moltis.config.section.ChatConfig;
import moltis.config.section.CompactionConfig;
import moltis.config.section.FailoverConfig;
import moltis.config.section.ModelConfig;
import moltis.config.section.MoltisConfig;
import moltis.config.section.PriceConfig;
import moltis.config.section.ProviderConfig;
import moltis.config.section.ToolsConfig;
import moltis.config.section.UserConfig;
import moltis.core.Secret;
import moltis.core.model.ToolMode;
import moltis.core.session.FailoverMode;
import moltis.gateway.v1.ModelGatewaySettings;
import moltis.ledger.Budget;
import moltis.ledger.LedgerSettings;
import moltis.ledger.Price;
import moltis.net.NetSettings;
import moltis.net.UpstreamProxy;
import moltis.providers.CacheRetention;
import moltis.providers.ProviderSettings;
import moltis.providers.ProvidersSettings;
import moltis.providers.local.LocalSettings;
import moltis.providers.table.ProviderTable;
import moltis.storage.StorageSettings;

/** Cuts the configuration into the small pieces that the modules ask for. */
final class ModuleSettings {

    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(30);

    private static final String LOCAL_MODELS = "local-llm";

    private ModuleSettings() {}

    static NetSettings net(MoltisConfig config, String version) {
        NetSettings usual = NetSettings.defaults(version);
        return new NetSettings(
                usual.userAgent(),
                usual.connectTimeout(),
                usual.readTimeout(),
                config.upstreamProxy().map(Secret::reveal).map(UpstreamProxy::parse));
    }

    static StorageSettings storage(MoltisConfig config) {
        return new StorageSettings(
                Math.max(1, config.server().dbPoolMaxConnections() - 1), StorageSettings.DEFAULT.busyTimeout());
    }

    static ProvidersSettings providers(MoltisConfig config) {
        Map<String, ProviderSettings> byName = new LinkedHashMap<>();
        config.providers().byName().forEach((name, provider) -> byName.put(name, provider(provider)));
        return new ProvidersSettings(
                config.providers().offered(),
                config.providers().showLegacyModels(),
                byName,
                config.chat().priorityModels(),
                contextTokens(config.models()),
                ProvidersSettings.DEFAULT.local());
    }

    /** How models on this machine run. */
    static LocalSettings local(MoltisConfig config) {
        LocalSettings usual = LocalSettings.DEFAULT;
        return new LocalSettings(
                usual.contextTokens(),
                usual.outputTokens(),
                ofLocalModels(config).flatMap(ProviderConfig::idleTimeout).orElse(usual.idle()),
                usual.gpuLayers());
    }

    /** A model file outside of the models folder. */
    static Optional<Path> modelFile(MoltisConfig config) {
        return ofLocalModels(config)
                .flatMap(ProviderConfig::baseUrl)
                .filter(path -> !path.isBlank())
                .map(Path::of);
    }

    private static Optional<ProviderConfig> ofLocalModels(MoltisConfig config) {
        return config.providers().byName().entrySet().stream()
                .filter(table -> ProviderTable.normalise(table.getKey()).equals(LOCAL_MODELS))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    static LedgerSettings ledger(MoltisConfig config) {
        BudgetConfig budget = config.budget();
        return new LedgerSettings(
                Stream.of(
                                budgets(Budget.Scope.ALL, new BudgetConfig.Amounts(budget.day(), budget.month())),
                                budgets(Budget.Scope.SESSION, budget.session()),
                                budgets(Budget.Scope.KEY, budget.key()))
                        .flatMap(List::stream)
                        .toList(),
                budget.noticePercent(),
                budget.questionTimeout(),
                config.prices().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> price(entry.getValue()))));
    }

    private static List<Budget> budgets(Budget.Scope scope, BudgetConfig.Amounts amounts) {
        return Stream.of(
                        amounts.day().map(day -> new Budget(scope, Budget.Period.DAY, Price.micros(day))),
                        amounts.month().map(month -> new Budget(scope, Budget.Period.MONTH, Price.micros(month))))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Price price(PriceConfig price) {
        return Price.dollars(
                price.input(),
                price.output(),
                price.cacheRead().orElse(price.input()),
                price.cacheWrite().orElse(price.input()));
    }

    static ChatSettings chat(MoltisConfig config) {
        ChatConfig chat = config.chat();
        return new ChatSettings(
                switch (chat.messageQueueMode()) {
                    case FOLLOWUP -> QueueMode.FOLLOWUP;
                    case COLLECT -> QueueMode.COLLECT;
                },
                chat.autoTitle(),
                Math.toIntExact(chat.workspaceFileMaxChars()),
                ChatSettings.DEFAULT.maxQueued(),
                ChatSettings.DEFAULT.historyCacheBytes(),
                limits(config.tools()),
                persona(config),
                modes(config),
                compaction(config),
                config.auxiliary().titleGeneration(),
                failover(config.failover()));
    }

    private static FailoverSettings failover(FailoverConfig failover) {
        return new FailoverSettings(
                failover.enabled(),
                switch (failover.mode()) {
                    case OFF -> FailoverMode.OFF;
                    case ASK -> FailoverMode.ASK;
                    case AUTO -> FailoverMode.AUTO;
                },
                failover.exactModel(),
                failover.fallbackModels(),
                FailoverSettings.PATIENCE);
    }

    private static ProviderSettings provider(ProviderConfig provider) {
        return new ProviderSettings(
                provider.enabled(),
                provider.apiKey(),
                provider.baseUrl(),
                provider.models(),
                provider.fetchModels(),
                provider.alias(),
                switch (provider.toolMode()) {
                    case AUTO -> Optional.empty();
                    case NATIVE -> Optional.of(ToolMode.NATIVE);
                    case TEXT -> Optional.of(ToolMode.TEXT);
                    case OFF -> Optional.of(ToolMode.OFF);
                },
                switch (provider.cacheRetention()) {
                    case NONE -> CacheRetention.NONE;
                    case SHORT -> CacheRetention.SHORT;
                    case LONG -> CacheRetention.LONG;
                },
                provider.strictTools(),
                contextTokens(provider.modelOverrides()),
                provider.probeTimeout().orElse(PROBE_TIMEOUT),
                provider.idleTimeout(),
                provider.wireApi() == ProviderConfig.WireApi.RESPONSES);
    }

    private static Map<String, Integer> contextTokens(Map<String, ModelConfig> models) {
        return models.entrySet().stream()
                .filter(model -> model.getValue().contextWindow().isPresent())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        model -> model.getValue().contextWindow().get()));
    }

    private static LoopLimits limits(ToolsConfig tools) {
        return new LoopLimits(
                tools.agentTimeout(),
                Math.toIntExact(tools.agentMaxIterations()),
                Math.toIntExact(tools.agentMaxAutoContinues()),
                Math.toIntExact(tools.agentAutoContinueMinToolCalls()),
                Math.toIntExact(tools.maxToolResultBytes()),
                Math.toIntExact(tools.agentLoopDetectorWindow()),
                tools.agentLoopDetectorStripToolsOnSecondFire(),
                tools.toolResultCompactionRatio(),
                tools.preemptiveOverflowRatio(),
                Math.toIntExact(tools.compactionMinIterations()));
    }

    private static CompactionSettings compaction(MoltisConfig config) {
        CompactionConfig compaction = config.chat().compaction();
        return new CompactionSettings(
                switch (compaction.mode()) {
                    case DETERMINISTIC -> CompactionSettings.Mode.DETERMINISTIC;
                    case RECENCY_PRESERVING -> CompactionSettings.Mode.RECENCY_PRESERVING;
                    case STRUCTURED -> CompactionSettings.Mode.STRUCTURED;
                    case LLM_REPLACE -> CompactionSettings.Mode.LLM_REPLACE;
                },
                compaction.thresholdPercent(),
                compaction.protectHead(),
                compaction.protectTailMin(),
                compaction.tailBudgetRatio(),
                compaction.toolPruneCharThreshold(),
                compaction.summaryModel().or(config.auxiliary()::compaction),
                compaction.maxSummaryTokens(),
                compaction.showSettingsHint());
    }

    /** The names that a person gave to models, for other programs. */
    static ModelGatewaySettings modelGateway(MoltisConfig config) {
        Map<String, ModelGatewaySettings.VirtualModel> models = new LinkedHashMap<>();
        config.gateway()
                .models()
                .forEach((name, model) -> models.put(
                        name, new ModelGatewaySettings.VirtualModel(model.models(), model.spread(), model.sticky())));
        return new ModelGatewaySettings(models);
    }

    private static Persona persona(MoltisConfig config) {
        UserConfig user = config.user();
        return new Persona(
                config.identity().name().orElse(Persona.DEFAULT.name()),
                config.identity().emoji(),
                config.identity().theme(),
                user.name(),
                user.timezone().map(ZoneId::getId),
                user.location().flatMap(UserConfig.Location::place));
    }

    private static List<Mode> modes(MoltisConfig config) {
        return config.modes().presets().entrySet().stream()
                .map(entry -> new Mode(
                        entry.getKey(),
                        entry.getValue().name().orElse(entry.getKey()),
                        entry.getValue().description().orElse(""),
                        entry.getValue().prompt()))
                .toList();
    }
}
