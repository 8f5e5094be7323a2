package moltis.providers.local;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A file in a repository of models.
 *
 * @param repository its owner and name, with a slash between them
 * @param path where the file is in it; names only, so that it stays inside of the folder that it is put into
 */
public record HubFile(String repository, String path) {

    static final String CUSTOM = "custom";

    private static final String ID = "custom-gguf-";
    private static final Predicate<String> NAME =
            Pattern.compile("[^\\s:\\\\\\p{Cntrl}]+").asMatchPredicate();

    /** @throws IllegalArgumentException if one of them is not what it should be; the message names it */
    public HubFile {
        if (!names(repository, 2, 2))
            throw new IllegalArgumentException("invalid repository: " + repository + ". It is written owner/name");
        if (!names(path, 1, 8) || !path.endsWith(GgufModels.SUFFIX))
            throw new IllegalArgumentException("invalid GGUF filename: " + path);
    }

    /** The file that a custom model's id names. */
    static Optional<HubFile> ofId(String id) {
        String[] parts = id.startsWith(ID) ? id.substring(ID.length()).split("\\.", -1) : new String[0];
        try {
            return parts.length == 2
                    ? Optional.of(new HubFile(decoded(parts[0]), decoded(parts[1])))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The file behind a path like {@code owner/name/file.gguf}. */
    public static Optional<HubFile> parse(String text) {
        int owner = text.indexOf('/');
        int name = text.indexOf('/', owner + 1);
        if (owner < 0 || name < 0) return Optional.empty();
        try {
            return Optional.of(new HubFile(text.substring(0, name), text.substring(name + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** What the model is called here. */
    public String id() {
        return ID + encoded(repository) + "." + encoded(path);
    }

    String displayName() {
        return path.substring(path.lastIndexOf('/') + 1) + " (" + repository + ")";
    }

    /** Where it belongs in the models folder. */
    Path in(Path folder) {
        return folder.resolve(CUSTOM).resolve(repository).resolve(path);
    }

    private static boolean names(String text, int least, int most) {
        String[] parts = text.split("/", -1);
        return parts.length >= least
                && parts.length <= most
                && Arrays.stream(parts).allMatch(part -> NAME.test(part) && !part.equals(".") && !part.equals(".."));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
