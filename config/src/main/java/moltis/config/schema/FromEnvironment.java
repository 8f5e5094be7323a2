package moltis.config.schema;

import org.jspecify.annotations.Nullable;

/**
 * A value of the tree whose text came from the environment, so it is read more leniently than a value of the file: a
 * number may be written as text.
 *
 * @param variable the {@code MOLTIS_…} variable that overrides the key; empty for a resolved {@code ${…}} of the file
 * @param beneath what the file says where an override lies over it
 */
public record FromEnvironment(
        String text, String variable, @Nullable Object beneath) {

    public static FromEnvironment placeholder(String text) {
        return new FromEnvironment(text, "", null);
    }

    public boolean isOverride() {
        return !variable.isEmpty();
    }

    @Override
    public String toString() {
        return "[from the environment]";
    }
}
