package moltis.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** The log of this process. */
public final class Logging implements AutoCloseable {

    /** Libraries whose information nobody acts on. */
    private static final List<String> QUIET =
            List.of("org.eclipse.jetty", "io.javalin", "com.zaxxer.hikari", "org.flywaydb", "org.jline", "okhttp3");

    private final List<Consumer<LogLine>> destinations = new CopyOnWriteArrayList<>();
    private Optional<LogFile> file = Optional.empty();

    private Logging() {}

    /**
     * Starts to log. Call once.
     *
     * @param level how much; {@code OFF} keeps the console silent and sends what is usual to the other destinations
     * @param filter {@code RUST_LOG}, as {@code target=level,…}; replaces {@code level} when it is not blank
     */
    public static Logging start(PrintStream console, LogLevel level, boolean json, String filter) {
        Logging logging = new Logging();
        if (level != LogLevel.OFF) logging.destinations.add(new Console(console, json, ZoneId.systemDefault()));
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.setLevel((level == LogLevel.OFF ? LogLevel.INFO : level).logback());
        for (String name : QUIET) context.getLogger(name).setLevel(Level.WARN);
        LogFilter.apply(context, filter);
        Sink sink = logging.new Sink();
        sink.setContext(context);
        sink.start();
        root.addAppender(sink);
        return logging;
    }

    /** Sends every line from now on to {@code destination} as well. */
    public void also(Consumer<LogLine> destination) {
        destinations.add(destination);
    }

    /** Writes every line from now on into a rotating file of {@code directory} as well. */
    public void alsoInto(Path directory) {
        LogFile opened = new LogFile(directory, LogFile.LARGEST);
        file = Optional.of(opened);
        destinations.add(opened);
    }

    @Override
    public void close() {
        file.ifPresent(LogFile::close);
    }

    private final class Sink extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            LogLine line = new LogLine(
                    event.getTimeStamp(),
                    event.getLevel().toString(),
                    event.getLoggerName(),
                    Redaction.of(event.getFormattedMessage()),
                    fields(event));
            destinations.forEach(destination -> destination.accept(line));
        }

        private static Map<String, String> fields(ILoggingEvent event) {
            Map<String, String> fields = new LinkedHashMap<>();
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    fields.put(pair.key, Redaction.of(String.valueOf(pair.value)));
                }
            }
            IThrowableProxy cause = event.getThrowableProxy();
            for (String name = "cause"; cause != null; name += ".cause", cause = cause.getCause()) {
                fields.put(name, Redaction.of(cause.getClassName() + ": " + cause.getMessage() + at(cause)));
            }
            return fields;
        }

        /** The topmost frame that is ours, which is what a bug report needs from a stack. */
        private static String at(IThrowableProxy cause) {
            for (var frame : cause.getStackTraceElementProxyArray()) {
                StackTraceElement element = frame.getStackTraceElement();
                if (element.getClassName().startsWith("moltis.")) return " at " + element;
            }
            return "";
        }
    }
}
