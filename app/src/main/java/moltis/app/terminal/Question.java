package moltis.app.terminal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Asks the person at the terminal; without one every answer is the careful one. */
public record Question(InputStream in, PrintStream out, boolean interactive) {

    /** Whether the person says yes; only a typed yes counts. */
    public boolean yes(String question) {
        if (!interactive) return false;
        String answer = line(question + " [y/N] ").strip();
        return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    /** Whether the person agrees; Enter is enough. */
    public boolean agreed(String question) {
        if (!interactive) return false;
        String answer = line(question + " [Y/n] ").strip();
        return answer.isEmpty() || answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
    }

    /** One line as the person typed it, empty at the end of the input. */
    public String line(String prompt) {
        out.print(prompt);
        out.flush();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) bytes.write(next);
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
