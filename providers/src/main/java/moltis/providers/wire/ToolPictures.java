package moltis.providers.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import moltis.core.model.ContentPart;

/** Pictures in tool results, for protocols that take them from the user only. */
final class ToolPictures {

    private final List<ContentPart> taken = new ArrayList<>();

    /** The text of a result; its pictures are kept for the message that follows. */
    String takeFrom(List<ContentPart> parts) {
        StringJoiner text = new StringJoiner("\n");
        for (ContentPart part : parts) {
            switch (part) {
                case ContentPart.Text(var words) -> text.add(words);
                case ContentPart.Image picture -> {
                    taken.add(picture);
                    text.add("[picture follows]");
                }
            }
        }
        return text.toString();
    }

    /** The content of the message that shows what was kept, or nothing; after that nothing is kept. */
    List<ContentPart> asParts() {
        if (taken.isEmpty()) return List.of();
        List<ContentPart> parts = new ArrayList<>(taken);
        parts.addFirst(new ContentPart.Text("Pictures from the tool results above:"));
        taken.clear();
        return parts;
    }
}
