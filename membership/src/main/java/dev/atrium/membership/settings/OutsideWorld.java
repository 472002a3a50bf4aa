package dev.atrium.membership.settings;

import dev.atrium.membership.MembershipSettings;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Reads what the server tells others by itself: mail to people, events to programs.
final class OutsideWorld {
    private final Values values;

    OutsideWorld(Values values) {
        this.values = values;
    }

    MembershipSettings.Mail mail() {
        Duration validity = values.duration("invitation-validity");
        if (validity.compareTo(Duration.ofMinutes(1)) < 0) {
            values.refuse(
                    values.flag("invitation-validity").shown()
                            + ": "
                            + validity
                            + " is shorter than a minute (a number without unit counts nanoseconds)");
        }
        return new MembershipSettings.Mail(validity, values.text("smtp-host").map(this::smtp));
    }

    private MembershipSettings.Smtp smtp(String host) {
        Optional<String> from = values.text("mail-from");
        if (from.isEmpty()) {
            values.refuse(
                    values.flag("mail-from").shown() + ": is required together with SMTP_HOST");
        }
        int port = values.whole("smtp-port");
        if (port < 1 || port > 65_535) {
            port = values.refuse(values.flag("smtp-port"), "" + port, "a port", 587);
        }
        return new MembershipSettings.Smtp(
                host,
                port,
                security(),
                values.text("smtp-username"),
                values.secret("smtp-password"),
                from.orElse(""));
    }

    private MembershipSettings.Smtp.Security security() {
        String text = values.text("smtp-security").orElse("starttls").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "starttls" -> MembershipSettings.Smtp.Security.STARTTLS;
            case "tls" -> MembershipSettings.Smtp.Security.TLS;
            case "none" -> MembershipSettings.Smtp.Security.NONE;
            default ->
                    values.refuse(
                            values.flag("smtp-security"),
                            text,
                            "starttls, tls or none",
                            MembershipSettings.Smtp.Security.STARTTLS);
        };
    }

    MembershipSettings.Events events() {
        int attempts = values.whole("events-attempts");
        if (values.takes("events-attempts") && attempts < 1) {
            attempts = values.refuse(values.flag("events-attempts"), "0", "1 or more", 1);
        }
        return new MembershipSettings.Events(
                values.on("publisher-nats-enabled") && !values.on("disable-events")
                        ? nats()
                        : Optional.empty(),
                values.on("events-allow-private-addresses"),
                attempts);
    }

    private Optional<MembershipSettings.Nats> nats() {
        Optional<String> url = values.text("publisher-nats-url");
        if (url.isEmpty()) {
            values.refuse(
                    values.flag("publisher-nats-url").shown()
                            + ": is required together with PUBLISHER_NATS_ENABLED");
        }
        return url.map(
                address ->
                        new MembershipSettings.Nats(
                                address,
                                values.text("publisher-nats-client-id").orElse("membership"),
                                values.text("publisher-nats-username"),
                                values.secret("publisher-nats-password"),
                                values.text("publisher-nats-nkey-file"),
                                subject(),
                                Math.max(1, values.whole("jetstream-replicas")),
                                values.on("publisher-nats-auto-provision"),
                                reconnects(),
                                values.duration("publisher-nats-reconnect-wait"),
                                values.duration("publisher-nats-request-timeout")));
    }

    /// A bare subject, or pairs of event and subject as other programs of the family have them;
    /// there `*` stands for every event.
    private String subject() {
        String mapping = values.text("publisher-topic-mapping").orElse("membership");
        if (!mapping.contains(":")) {
            return mapping;
        }
        for (String pair : mapping.split("[\\s,]+", -1)) {
            String[] parts = pair.split(":", 2);
            if (parts.length == 2 && (parts[0].equals("*") || parts[0].equals("membership"))) {
                return parts[1];
            }
        }
        return values.refuse(
                values.flag("publisher-topic-mapping"),
                mapping,
                "a subject, or *:subject",
                "membership");
    }

    private int reconnects() {
        String text = values.text("publisher-nats-max-reconnect").orElse("-1");
        try {
            return Math.max(-1, Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return values.refuse(
                    values.flag("publisher-nats-max-reconnect"), text, "a number, -1 for ever", -1);
        }
    }
}
