package moltis.gateway.v1;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import moltis.core.ErrorCode;
import moltis.core.ProviderException;
import moltis.core.RequestException;
import moltis.core.model.ModelCard;
import moltis.core.model.ModelDirectory;
import moltis.core.model.OpenedModel;
import moltis.gateway.v1.ModelGatewaySettings.VirtualModel;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is meant: a name of the person's own, {@code agent:…}, {@code provider::model}, or a bare name that one
 * provider alone has. Keeps nothing, so that every replica finds the same. Safe for use by many threads.
 */
final class Names {

    static final String AGENT = "agent:";

    private final ModelDirectory models;
    private final Supplier<ModelGatewaySettings> settings;
    private final RandomGenerator random;

    Names(ModelDirectory models, Supplier<ModelGatewaySettings> settings, RandomGenerator random) {
        this.models = models;
        this.settings = settings;
        this.random = random;
    }

    /**
     * @param session what tells this conversation from others, or empty
     * @throws ProviderException if there is no such model
     * @throws RequestException if the name may mean several
     */
    Target find(String name, String session) throws InterruptedException {
        @Nullable VirtualModel own = settings.get().models().get(name);
        if (own != null) return new Target.Models(opened(name, own, session));
        if (name.startsWith(AGENT)) return new Target.Agent(name.substring(AGENT.length()));
        return new Target.Models(List.of(open(name)));
    }

    /** Those who can be asked, the person's own names first. */
    List<Named> list() throws InterruptedException {
        models.prepare("");
        List<Named> all = new ArrayList<>();
        settings.get().models().keySet().stream()
                .sorted()
                .forEach(name -> all.add(new Named(name, "moltis", Optional.empty())));
        for (ModelCard card : models.models())
            all.add(new Named(card.id().toString(), card.provider(), Optional.of(card)));
        return all;
    }

    /** One entry of the list. @param card of a model that is one */
    record Named(String name, String owner, Optional<ModelCard> card) {}

    private List<OpenedModel> opened(String name, VirtualModel own, String session) throws InterruptedException {
        List<OpenedModel> found = new ArrayList<>();
        @Nullable ProviderException missing = null;
        for (String each : ordered(own, session)) {
            try {
                found.add(open(each));
            } catch (ProviderException e) {
                if (missing == null) missing = e;
            }
        }
        if (!found.isEmpty()) return found;
        throw missing != null
                ? missing
                : new ProviderException(
                        ErrorCode.MODEL_UNKNOWN,
                        "",
                        "Nobody answers to " + name + ".",
                        "Name models for it in [gateway.models].");
    }

    /** The models, each once, with the chosen one first. */
    private Collection<String> ordered(VirtualModel own, String session) {
        int count = own.models().size();
        if (!own.spread() || count < 2) return new LinkedHashSet<>(own.models());
        int chosen = own.sticky() && !session.isEmpty()
                ? Math.floorMod(scattered(session.hashCode()), count)
                : random.nextInt(count);
        Collection<String> order = new LinkedHashSet<>();
        order.add(own.models().get(chosen));
        order.addAll(own.models());
        return order;
    }

    /** Neighbouring hashes, far apart. */
    private static int scattered(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x45d9f3b;
        return mixed ^ mixed >>> 16;
    }

    private OpenedModel open(String name) throws InterruptedException {
        models.prepare(name);
        if (name.contains("::")) return models.open(name);
        String bare = name.contains("@") ? name.substring(0, name.lastIndexOf('@')) : name;
        List<String> meant = models.models().stream()
                .map(ModelCard::id)
                .filter(id -> id.name().equals(name) || id.name().equals(bare))
                .map(Object::toString)
                .toList();
        if (meant.size() > 1)
            throw new RequestException(
                    ErrorCode.INVALID_REQUEST,
                    "Several providers have a model '" + name + "'.",
                    "Ask for one of them: " + String.join(", ", meant) + ".");
        return models.open(name);
    }
}
