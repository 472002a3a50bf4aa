package dev.atrium.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/// Log lines: one event a line, key-value pairs kept as such, as text or as JSON. They go to
/// standard error, because standard output belongs to what a command answers.
public final class Logging {
    private static final String TEXT =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg%replace( %kvp){'^ $', ''}%n%ex";

    private Logging() {}

    public enum Format {
        TEXT,
        JSON
    }

    /// Sends everything from `level` on to standard error.
    public static void toStandardError(Format format, String level) {
        LoggerContext context = reset(level);
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setTarget("System.err");
        attach(context, appender, format);
    }

    /// Sends everything from `level` on to a file, and warnings to standard error as well.
    public static void toFile(Path file, String level) {
        LoggerContext context = reset(level);
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        attach(context, appender, Format.TEXT);
        ConsoleAppender<ILoggingEvent> warnings = new ConsoleAppender<>();
        warnings.setTarget("System.err");
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel("WARN");
        filter.start();
        warnings.addFilter(filter);
        attach(context, warnings, Format.TEXT);
    }

    private static LoggerContext reset(String level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.toLevel(level, Level.INFO));
        // What the libraries below tell at info is about themselves, not about the service.
        for (String quiet :
                new String[] {
                    "io.javalin",
                    "org.eclipse.jetty",
                    "org.flywaydb",
                    "com.zaxxer.hikari",
                    "io.grpc"
                }) {
            context.getLogger(quiet).setLevel(Level.WARN);
        }
        // The listening connection is cut at every stop, and the pool calls that broken.
        context.getLogger("com.zaxxer.hikari.pool.ProxyConnection").setLevel(Level.ERROR);
        return context;
    }

    private static void attach(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender, Format format) {
        appender.setContext(context);
        appender.setEncoder(encoder(context, format));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Format format) {
        if (format == Format.JSON) {
            JsonEncoder json = new JsonEncoder();
            json.setContext(context);
            json.setWithSequenceNumber(false);
            json.setWithNanoseconds(false);
            json.setWithContext(false);
            json.setWithArguments(false);
            json.setWithMessage(false);
            json.setWithFormattedMessage(true);
            json.start();
            return json;
        }
        PatternLayoutEncoder text = new PatternLayoutEncoder();
        text.setContext(context);
        text.setPattern(TEXT);
        text.start();
        return text;
    }
}
