package moltis.app.doctor;

import java.util.ArrayList;
import java.util.List;
import moltis.app.doctor.Finding.Mark;

/** Collects what is found, section by section. For one thread. */
public final class Findings {

    private final List<Finding> all = new ArrayList<>();
    private String section = "";

    /** What follows belongs to this section. */
    public Findings in(String next) {
        section = next;
        return this;
    }

    public void ok(String text) {
        add(Mark.OK, text);
    }

    public void warn(String text) {
        add(Mark.WARN, text);
    }

    public void fail(String text) {
        add(Mark.FAIL, text);
    }

    public void skip(String text) {
        add(Mark.SKIP, text);
    }

    public void info(String text) {
        add(Mark.INFO, text);
    }

    public List<Finding> all() {
        return List.copyOf(all);
    }

    public long count(Mark mark) {
        return all.stream().filter(finding -> finding.mark() == mark).count();
    }

    private void add(Mark mark, String text) {
        all.add(new Finding(section, mark, text));
    }
}
