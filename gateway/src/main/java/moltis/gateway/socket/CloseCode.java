package moltis.gateway.socket;

/** Why we end a connection. Clients must not depend on it. */
enum CloseCode {
    NORMAL(1000),
    GOING_AWAY(1001),
    BAD_FRAME(1002),
    REFUSED(1008),
    TOO_BIG(1009),
    RESTART(1012),
    SLOW_CONSUMER(1013),
    HANDSHAKE_TIMEOUT(4008);

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
