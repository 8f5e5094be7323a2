package moltis.access.limit;

/** Kinds of requests and how many of each a stranger may make in a minute. */
public enum Tier {
    LOGIN(5),
    AUTH(120),
    API(180),
    SHARE(90),
    SOCKET(30);

    private final int perMinute;

    Tier(int perMinute) {
        this.perMinute = perMinute;
    }

    public int perMinute() {
        return perMinute;
    }
}
