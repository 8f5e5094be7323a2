package moltis.core.session;

import java.util.Set;

/** The address of a conversation, for example {@code main} or {@code session:<uuid>}. Opaque apart from known prefixes. */
public record SessionKey(String value) {

    public static final SessionKey MAIN = new SessionKey("main");
    private static final int LONGEST = 512;
    private static final Set<String> KEPT = Set.of(
            "cron", "telegram", "msteams", "discord", "slack", "matrix", "whatsapp", "signal", "nostr", "telephony");

    /** @throws IllegalArgumentException if {@code value} is blank, longer than 512 characters, or holds control characters */
    public SessionKey {
        if (value.isBlank()) throw new IllegalArgumentException("a session key can't be blank");
        if (value.length() > LONGEST) throw new IllegalArgumentException("a session key has at most 512 characters");
        if (value.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("a session key can't hold control characters");
    }

    /** Whether it outlives a general clean-up: {@code main}, a scheduled job, or a chat of a channel. */
    public boolean isKept() {
        return equals(MAIN) || KEPT.contains(value.substring(0, Math.max(0, value.indexOf(':'))));
    }

    @Override
    public String toString() {
        return value;
    }
}
