package moltis.gateway.web;

/** A page that says what is wrong. It needs nothing but itself. */
final class ProblemPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>%2$s</title>
                <style>
                  body { font: 16px/1.5 system-ui, sans-serif; margin: 0; display: grid; place-items: center;
                         min-height: 100vh; background: #fafafa; color: #1f2328; }
                  main { max-width: 32rem; padding: 2rem; }
                  p:first-child { color: #59636e; margin: 0; }
                  h1 { font-size: 1.5rem; margin: 0 0 0.5rem; }
                  a { color: #0b57d0; }
                </style>
              </head>
              <body>
                <main>
                  <p>%1$d</p>
                  <h1>%2$s</h1>
                  <p>%3$s</p>
                  <p><a href="/">Go to your conversations</a></p>
                </main>
              </body>
            </html>
            """;

    private ProblemPage() {}

    /** @param title and {@code message} are ours, never from outside */
    static String html(int status, String title, String message) {
        return PAGE.formatted(status, title, message);
    }
}
