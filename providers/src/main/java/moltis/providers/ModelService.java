package moltis.providers;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.model.Capability;
import moltis.core.model.ModelCard;
import moltis.core.model.OpenedModel;
import moltis.core.model.ReasoningEffort;
import moltis.providers.Registry.Registered;
import org.jspecify.annotations.Nullable;

/** What {@code models.*} and the pickers do with the catalogue. Safe for use by many threads. */
public final class ModelService {

    private static final Duration FIRST_LOOK = Duration.ofSeconds(3);

    private final ModelCatalog catalog;
    private final ProviderAccounts accounts;
    private final ModelFlags flags;
    private final ModelRefresh refresh;
    private final ModelDetection detection;
    private final ProviderEvents events;
    private final Clock clock;

    ModelService(
            ModelCatalog catalog,
            ProviderAccounts accounts,
            ModelFlags flags,
            ModelRefresh refresh,
            ModelDetection detection,
            ProviderEvents events,
            Clock clock) {
        this.catalog = catalog;
        this.accounts = accounts;
        this.flags = flags;
        this.refresh = refresh;
        this.detection = detection;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The models that a person can choose, each with its variants of effort behind it. Old lists are fetched anew in the
     * background, since somebody looks at them; only while there is no model at all this waits for them, a little.
     */
    public List<ModelEntry> list() throws InterruptedException {
        look();
        ModelFlags.Flags now = flags.read();
        boolean legacy = accounts.settings().showLegacyModels();
        List<ModelEntry> entries = new ArrayList<>();
        for (Registered model : catalog.registry().inPickerOrder()) {
            boolean shown =
                    now.usable(model.card().id().toString()) && (legacy || !Registry.legacy(model.card(), clock));
            if (shown) add(entries, model, null, null);
        }
        return entries;
    }

    /** All models for conversation, also those switched off, unsupported or old. As {@link #list} otherwise. */
    public List<ModelEntry> listAll() throws InterruptedException {
        look();
        ModelFlags.Flags now = flags.read();
        List<ModelEntry> entries = new ArrayList<>();
        for (Registered model : catalog.registry().inPickerOrder()) {
            String id = model.card().id().toString();
            add(entries, model, now.unsupported().get(id), now.disabled().contains(id));
        }
        return entries;
    }

    /** Switches a model off, known or not. */
    public void disable(String modelId) {
        flags.disable(modelId);
        events.disabled(modelId, true);
    }

    public void enable(String modelId) {
        flags.enable(modelId);
        events.disabled(modelId, false);
    }

    /**
     * Asks a model for one token.
     *
     * @throws ProviderException if it doesn't answer, or is unknown, with similar names
     */
    public void test(String modelId) throws InterruptedException {
        catalog.prepare(modelId);
        OpenedModel opened = catalog.open(modelId);
        ModelCard card = opened.card();
        ProviderAccount account = accounts.find(card.provider())
                .orElseThrow(() -> RequestException.notFound("unknown provider: " + card.provider()));
        Probe.ask(
                opened.model(),
                card.provider(),
                card.can(Capability.REASONING),
                account.settings().probeTimeout());
    }

    /** Lists all providers anew and tries their models; long. Interrupt or {@link #cancelDetect} to stop. */
    public DetectSummary detectSupported(DetectRequest request) throws InterruptedException {
        return detection.run(request);
    }

    /** @return whether a run was under way */
    public boolean cancelDetect() {
        return detection.cancel();
    }

    /** Fetches the model lists of all connected providers and waits for them. */
    public void refresh() throws InterruptedException {
        ModelRefresh.await(refresh.startAll(accounts.all()), ModelDetection.LISTS);
    }

    private void look() throws InterruptedException {
        List<FutureTask<Void>> fetching = refresh.startIfStale(accounts.all());
        if (catalog.registry().all().isEmpty()) ModelRefresh.await(fetching, FIRST_LOOK);
    }

    private static void add(
            List<ModelEntry> entries,
            Registered model,
            ModelFlags.@Nullable Unsupported unsupported,
            @Nullable Boolean disabled) {
        ModelCard card = model.card();
        entries.add(entry(card, card.id().toString(), card.displayName(), card.recommended(), unsupported, disabled));
        if (!model.effortSupported()) return;
        for (ReasoningEffort effort : ReasoningEffort.values()) {
            String id = card.id() + ModelName.EFFORT_MARK + effort.wireName();
            String name = card.displayName() + " (" + effort.wireName() + " reasoning)";
            entries.add(entry(card, id, name, false, unsupported, disabled));
        }
    }

    private static ModelEntry entry(
            ModelCard card,
            String id,
            String displayName,
            boolean recommended,
            ModelFlags.@Nullable Unsupported unsupported,
            @Nullable Boolean disabled) {
        Optional<ModelFlags.Unsupported> mark = Optional.ofNullable(unsupported);
        return new ModelEntry(
                id,
                card.provider(),
                displayName,
                card.can(Capability.TOOLS),
                card.can(Capability.VISION),
                card.can(Capability.REASONING),
                card.preferred(),
                recommended,
                card.createdAt().map(Instant::getEpochSecond).orElse(null),
                unsupported != null,
                mark.map(ModelFlags.Unsupported::detail).orElse(null),
                unsupported == null ? null : unsupported.provider(),
                mark.map(ModelFlags.Unsupported::updatedAtMs).orElse(null),
                disabled,
                card.contextTokens(),
                card.local());
    }
}
