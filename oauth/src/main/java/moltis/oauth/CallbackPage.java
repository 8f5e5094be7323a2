package moltis.oauth;

/** The page that a browser shows when it comes back from a provider. */
public record CallbackPage(int status, String html) {

    /** For the header {@code Content-Security-Policy}: the page runs no script and loads nothing. */
    public static final String SECURITY_POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    static CallbackPage success() {
        return new CallbackPage(
                200, page("Authentication successful!", "You are signed in. This window can be closed."));
    }

    static CallbackPage failure(String reason) {
        return new CallbackPage(400, page("Authentication failed", reason));
    }

    private static String page(String title, String sentence) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
                <title>%1$s</title>
                <style>:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1.5rem}
                h1{font-size:1.25rem}</style></head>
                <body><h1>%1$s</h1><p>%2$s</p></body></html>
                """.formatted(escape(title), escape(sentence));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
