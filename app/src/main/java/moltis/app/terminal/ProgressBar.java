package moltis.app.terminal;

import java.io.PrintStream;

/** A download's progress: one line that is replaced, or on a plain stream a line for every tenth part. */
public final class ProgressBar {

    private static final int WIDTH = 30;
    private static final long MEGABYTE = 1_000_000;

    private final PrintStream screen;
    private final boolean live;
    private long last = -1;

    /** @param live whether a line on the screen can be replaced */
    public ProgressBar(PrintStream screen, boolean live) {
        this.screen = screen;
        this.live = live;
    }

    /** @param total 0 when it is not known */
    public void show(long done, long total) {
        long percent = total <= 0 ? 0 : Math.min(100, done * 100 / total);
        long step = live ? (total <= 0 ? done / MEGABYTE : percent) : percent / 10;
        if (step == last) return;
        last = step;
        if (live) {
            int filled = (int) (percent * WIDTH / 100);
            screen.print("\r\u001B[K" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + " " + size(done, total));
            screen.flush();
        } else if (done > 0) {
            screen.println(size(done, total));
        }
    }

    /** Says something above the bar. */
    public void note(String text) {
        clear();
        screen.println(TerminalText.safe(text));
    }

    /** Takes the bar off the screen. */
    public void clear() {
        if (live && last >= 0) screen.print("\r\u001B[K");
        last = -1;
    }

    private static String size(long done, long total) {
        return done / MEGABYTE + (total > 0 ? " of " + total / MEGABYTE : "") + " MB";
    }
}
