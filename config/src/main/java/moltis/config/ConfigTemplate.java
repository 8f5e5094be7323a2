package moltis.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The first configuration file: every section with its usual keys, commented out, and the port. */
public final class ConfigTemplate {

    private ConfigTemplate() {}

    public static String text(int port) {
        try (InputStream template = ConfigTemplate.class.getResourceAsStream("template.toml")) {
            if (template == null) throw new IllegalStateException("the template is part of the program");
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("@PORT@", String.valueOf(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
