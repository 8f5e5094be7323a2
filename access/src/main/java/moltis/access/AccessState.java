package moltis.access;

/**
 * What there is to prove oneself with.
 *
 * @param disabled whether the person has switched authentication off
 */
public record AccessState(boolean hasPassword, boolean hasPasskeys, boolean disabled) {

    /** Whether whoever comes must prove who they are. */
    public boolean setupComplete() {
        return hasPassword || hasPasskeys;
    }
}
