package moltis.agent;

/** How much of a workspace file the prompt holds; all counts are characters. */
public record WorkspaceFileStatus(String name, int originalChars, int includedChars, int limitChars) {

    public int truncatedChars() {
        return originalChars - includedChars;
    }

    public boolean truncated() {
        return includedChars < originalChars;
    }
}
