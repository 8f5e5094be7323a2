package moltis.core.model;

/**
 * A model of one provider, written {@code provider::model}.
 *
 * @param provider the provider's label (its alias when it has one), never blank
 * @param name what the provider calls the model, never blank
 */
public record ModelId(String provider, String name) {

    private static final String SEPARATOR = "::";

    public ModelId {
        if (provider.isBlank() || name.isBlank()) throw new IllegalArgumentException("a model id needs both halves");
    }

    /** @throws IllegalArgumentException if {@code text} has no {@code ::} */
    public static ModelId parse(String text) {
        int at = text.lastIndexOf(SEPARATOR);
        if (at < 0) throw new IllegalArgumentException("not a model id: " + text);
        return new ModelId(text.substring(0, at), text.substring(at + SEPARATOR.length()));
    }

    /** The name after its last slash: {@code openai/gpt-5.2} gives {@code gpt-5.2}. Capability tables look this up. */
    public String capabilityName() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return provider + SEPARATOR + name;
    }
}
