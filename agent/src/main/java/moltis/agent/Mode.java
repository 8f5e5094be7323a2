package moltis.agent;

/** A way of working that a session can be switched to. @param prompt what the model is told */
public record Mode(String id, String name, String description, String prompt) {}
