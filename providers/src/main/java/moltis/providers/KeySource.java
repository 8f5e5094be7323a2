package moltis.providers;

/**
 * A place that holds a credential for a provider. Never the credential itself.
 *
 * @param source where, for people: {@code env:OPENAI_API_KEY}
 * @param used whether it is the one that requests are made with
 * @param why it is used or isn't, in a sentence
 */
public record KeySource(String source, boolean used, String why) {}
