package moltis.gateway.web;

/** Fills the places of a built document. */
final class PageTemplate {

    private PageTemplate() {}

    /**
     * @param nonce lets the document's own scripts run, and no others
     * @param boot a JSON object
     * @param hash of all web files
     */
    static String fill(String template, String nonce, String boot, String hash) {
        // The boot data comes last: what is in it must not be taken for a place.
        return template.replace("__CSP_NONCE__", nonce)
                .replace("__ASSETS__", "/assets/v/" + hash + "/")
                .replace("__ASSET_HASH__", hash)
                .replace("__BOOT_DATA__", forScript(boot));
    }

    /** JSON that can stand inside a script element. */
    static String forScript(String json) {
        return json.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }
}
