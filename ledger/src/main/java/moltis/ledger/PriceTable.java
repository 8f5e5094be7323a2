package moltis.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import moltis.core.json.Json;
import moltis.core.model.ModelCard;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Prices by {@code provider::model}, as {@code prices.json} or the person writes them. A name that was written without its
 * date stands for every date; {@code *} stands for anything, and the longest such pattern counts.
 *
 * @param checked the day on which the prices were looked up
 */
record PriceTable(String checked, Map<String, Price> prices, List<Glob> globs) {

    private static final String FILE = "prices.json";
    private static final Pattern DATE = Pattern.compile("-(?:\\d{8}|\\d{4}-\\d{2}-\\d{2})$");

    record Glob(String text, Pattern pattern, Price price) {}

    static PriceTable of(String checked, Map<String, Price> prices) {
        List<Glob> globs = prices.entrySet().stream()
                .filter(entry -> entry.getKey().contains("*"))
                .map(entry -> new Glob(entry.getKey(), pattern(entry.getKey()), entry.getValue()))
                .sorted(Comparator.comparingInt((Glob glob) -> glob.text().length())
                        .reversed())
                .toList();
        return new PriceTable(checked, Map.copyOf(prices), globs);
    }

    /** The prices that this version ships with. */
    static PriceTable shipped() {
        try (InputStream in = PriceTable.class.getResourceAsStream(FILE)) {
            if (in == null) throw new IllegalStateException(FILE + " is missing");
            JsonNode file = Json.MAPPER.readTree(in);
            Map<String, Price> prices = new HashMap<>();
            file.path("prices")
                    .forEachEntry((model, price) -> prices.put(
                            model,
                            Price.dollars(
                                    price.path(0).asDouble(),
                                    price.path(1).asDouble(),
                                    price.path(2).asDouble(),
                                    price.path(3).asDouble())));
            return of(file.path("checked").asString(""), prices);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The price of a model under its provider's own name or under the alias that the person gave it. */
    Optional<Price> of(ModelCard card) {
        return Stream.of(
                        card.id().toString(), card.provider() + "::" + card.id().name())
                .flatMap(name -> find(name).stream())
                .findFirst();
    }

    private Optional<Price> find(String name) {
        @Nullable Price exact = prices.get(name);
        if (exact == null) exact = prices.get(DATE.matcher(name).replaceFirst(""));
        if (exact != null) return Optional.of(exact);
        return globs.stream()
                .filter(glob -> glob.pattern().matcher(name).matches())
                .map(Glob::price)
                .findFirst();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
    }
}
