package moltis.core.session;

/** @param index the line's place in its session, from 0, without gaps; never changes */
public record StoredLine(long index, TranscriptLine line) {}
