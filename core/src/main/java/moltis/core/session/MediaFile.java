package moltis.core.session;

/**
 * A file that belongs to a session: an image, a recording, a document.
 *
 * @param name one plain file name, unique in its session
 * @param reference how messages refer to it, for example {@code media/v1/k6d61696e/files/plan.pdf}
 * @param contentType found out from the content, then from what the sender declared
 */
public record MediaFile(SessionKey session, String name, String reference, String contentType, long size) {}
