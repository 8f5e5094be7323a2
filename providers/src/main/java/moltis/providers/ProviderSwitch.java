package moltis.providers;

/** Writes {@code [providers.<name>] enabled} into the configuration file, so that it also holds after a restart. */
@FunctionalInterface
public interface ProviderSwitch {
    void set(String provider, boolean enabled);
}
