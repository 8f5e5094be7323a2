package moltis.providers.table;

/** How a person connects a provider. */
public enum AuthType {
    API_KEY("api-key"),
    OAUTH("oauth"),
    LOCAL("local");

    private final String wireName;

    AuthType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
