package moltis.testing.sessions;

import moltis.core.session.SessionDirectory;
import moltis.core.session.Transcripts;

/** Transcripts and the directory over the same sessions. */
public record SessionStores(Transcripts transcripts, SessionDirectory directory) {}
