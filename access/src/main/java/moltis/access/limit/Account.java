package moltis.access.limit;

/** What somebody may guess at. Each locks by itself. */
public enum Account {
    PASSWORD("__password__"),
    PASSKEY("__passkey__"),
    SETUP("__setup__"),
    PASSWORD_CHANGE("__password_change__"),
    VAULT("__vault__"),
    SOCKET("__ws__");

    private final String wireName;

    Account(String wireName) {
        this.wireName = wireName;
    }

    /** As the audit log says it. */
    public String wireName() {
        return wireName;
    }
}
