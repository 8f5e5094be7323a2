package moltis.core.session;

/** How far a running turn has come, saved now and then so that a crash loses little. */
public record TurnDraft(String text, String reasoning, String model) {

    public static final TurnDraft EMPTY = new TurnDraft("", "", "");

    public boolean isEmpty() {
        return text.isBlank() && reasoning.isBlank();
    }
}
