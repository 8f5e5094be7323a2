package moltis.agent;

import java.util.List;

/** @param files how much of each workspace file is in it */
record SystemPrompt(String text, List<WorkspaceFileStatus> files) {
    SystemPrompt {
        files = List.copyOf(files);
    }
}
