package moltis.providers.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import moltis.core.model.ContentPart;

/** Who wrote a message, for protocols that have no field for it. */
final class SenderName {

    private SenderName() {}

    /** A list of one's own of {@code parts}, the first text of which begins with the name. */
    static List<ContentPart> before(List<ContentPart> parts, Optional<String> name) {
        List<ContentPart> shown = new ArrayList<>(parts);
        if (name.isEmpty()) return shown;
        String prefix = "[" + name.get() + "]: ";
        for (int i = 0; i < shown.size(); i++) {
            if (shown.get(i) instanceof ContentPart.Text(var text)) {
                shown.set(i, new ContentPart.Text(prefix + text));
                return shown;
            }
        }
        shown.addFirst(new ContentPart.Text(prefix.stripTrailing()));
        return shown;
    }
}
