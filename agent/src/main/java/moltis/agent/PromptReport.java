package moltis.agent;

import java.util.List;
import moltis.core.model.ToolMode;

/** The system prompt that the next turn would send. @param toolCount how many tools the model would see */
public record PromptReport(String prompt, List<WorkspaceFileStatus> workspaceFiles, ToolMode toolMode, int toolCount) {

    public PromptReport {
        workspaceFiles = List.copyOf(workspaceFiles);
    }

    public boolean truncated() {
        return workspaceFiles.stream().anyMatch(WorkspaceFileStatus::truncated);
    }
}
