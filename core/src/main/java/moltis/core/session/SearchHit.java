package moltis.core.session;

import java.util.Optional;

/** @param snippet the words around the match, without markup */
public record SearchHit(
        SessionKey session, Optional<String> label, boolean archived, Role role, long index, String snippet) {}
