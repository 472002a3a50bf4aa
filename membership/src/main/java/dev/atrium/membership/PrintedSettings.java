package dev.atrium.membership;

import dev.atrium.kernel.GoDuration;
import dev.atrium.kernel.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Writes settings under the names they are given by; a secret shows only that it is there.
final class PrintedSettings {
    private PrintedSettings() {}

    static Map<String, String> of(MembershipSettings settings) {
        Map<String, String> lines = new LinkedHashMap<>();
        MembershipSettings.Running process = settings.process();
        lines.put("DEBUG", "" + process.debug());
        lines.put("DEV", "" + process.dev());
        lines.put("JSON_FORMATTING_LOGGER", "" + process.jsonLogs());
        lines.put("LOGS_LEVEL", process.logLevel());
        lines.put("DISABLE_EVENTS", "" + !process.events());
        lines.put("POSTGRES_URI", shown(settings.storage().uri()));
        lines.put("POSTGRES_MAX_OPEN_CONNS", "" + settings.storage().pool().maxOpen());
        lines.put("MASTER_KEY", hidden(settings.storage().masterKey()));
        lines.put("SERVICE_URL", shown(settings.web().serviceUrl()));
        lines.put("CONSOLE_PUBLIC_BASEURL", shown(settings.web().consoleUrl()));
        lines.put("LISTEN", settings.web().http().toString());
        lines.put("GRPC_LISTEN", settings.web().grpc().toString());
        login(lines, settings.login());
        stacks(lines, settings.stacks());
        mail(lines, settings.mail());
        events(lines, settings.events());
        lines.put("CONFIG", settings.file().path().orElse(""));
        return lines;
    }

    private static void login(Map<String, String> lines, MembershipSettings.Login login) {
        lines.put("RP_ISSUER", shown(login.upstream().map(MembershipSettings.Upstream::issuer)));
        lines.put(
                "RP_CLIENT_ID", shown(login.upstream().map(MembershipSettings.Upstream::clientId)));
        lines.put(
                "RP_CLIENT_SECRET",
                hidden(login.upstream().map(MembershipSettings.Upstream::clientSecret)));
        lines.put(
                "RP_SCOPES",
                login.upstream().map(found -> String.join(" ", found.scopes())).orElse(""));
        lines.put("LOGIN_WITH_SSO", "" + login.ssoSelector());
        lines.put("LINK_BY_EMAIL_CONNECTORS", String.join(" ", login.linkByEmail()));
        lines.put("TOKENS_VALIDITY_ACCESS", GoDuration.format(login.validity().access()));
        lines.put("TOKENS_VALIDITY_REFRESH", GoDuration.format(login.validity().refresh()));
        login.clients()
                .forEach(
                        client ->
                                lines.put(
                                        "staticClients." + client.id(),
                                        client.isPublic() ? "public" : "with a secret"));
        login.connectors()
                .forEach(found -> lines.put("connectors." + found.id(), "type " + found.type()));
    }

    private static void stacks(Map<String, String> lines, MembershipSettings.Stacks stacks) {
        lines.put("STACK_MINIMAL_MODULES", String.join(" ", stacks.minimalModules()));
        lines.put("STACK_ADDITIONAL_DEFAULT_MODULES", String.join(" ", stacks.additionalModules()));
        lines.put("MANAGED_STACKS", "" + stacks.managed());
        lines.put("STACK_DISPOSABLE_DELAY", GoDuration.format(stacks.lifeCycle().disposable()));
        lines.put("STACK_DISABLE_DELAY", GoDuration.format(stacks.lifeCycle().disable()));
        lines.put(
                "STACK_DISABLE_POLLING_DELAY",
                GoDuration.format(stacks.lifeCycle().disablePolling()));
        lines.put("STACK_WARN_DELAY", GoDuration.format(stacks.lifeCycle().warn()));
        lines.put("STACK_PRUNING_DELAY", GoDuration.format(stacks.lifeCycle().prune()));
        lines.put(
                "STACK_PRUNING_POLLING_DELAY",
                GoDuration.format(stacks.lifeCycle().prunePolling()));
        lines.put("STARGATE_SERVER_URL", shown(stacks.stargate().url()));
        lines.put("STARGATE_SERVER_DISABLE_TLS", "" + !stacks.stargate().tls());
    }

    private static void mail(Map<String, String> lines, MembershipSettings.Mail mail) {
        lines.put("INVITATION_VALIDITY", GoDuration.format(mail.invitationValidity()));
        Optional<MembershipSettings.Smtp> smtp = mail.smtp();
        lines.put("SMTP_HOST", shown(smtp.map(MembershipSettings.Smtp::host)));
        lines.put("SMTP_PORT", shown(smtp.map(MembershipSettings.Smtp::port)));
        lines.put("SMTP_SECURITY", shown(smtp.map(MembershipSettings.Smtp::security)));
        lines.put("SMTP_USERNAME", shown(smtp.flatMap(MembershipSettings.Smtp::user)));
        lines.put("SMTP_PASSWORD", hidden(smtp.flatMap(MembershipSettings.Smtp::password)));
        lines.put("MAIL_FROM", shown(smtp.map(MembershipSettings.Smtp::from)));
    }

    private static void events(Map<String, String> lines, MembershipSettings.Events events) {
        Optional<MembershipSettings.Nats> nats = events.nats();
        lines.put("PUBLISHER_NATS_ENABLED", "" + nats.isPresent());
        // The URL may hold a password.
        lines.put("PUBLISHER_NATS_URL", nats.isPresent() ? "***" : "");
        lines.put("PUBLISHER_NATS_CLIENT_ID", shown(nats.map(MembershipSettings.Nats::clientId)));
        lines.put("PUBLISHER_NATS_USERNAME", shown(nats.flatMap(MembershipSettings.Nats::user)));
        lines.put(
                "PUBLISHER_NATS_PASSWORD", hidden(nats.flatMap(MembershipSettings.Nats::password)));
        lines.put("PUBLISHER_TOPIC_MAPPING", shown(nats.map(MembershipSettings.Nats::subject)));
        lines.put("JETSTREAM_REPLICAS", shown(nats.map(MembershipSettings.Nats::replicas)));
        lines.put("EVENTS_ALLOW_PRIVATE_ADDRESSES", "" + events.privateAddresses());
        lines.put("EVENTS_ATTEMPTS", "" + events.attempts());
    }

    private static String shown(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static String hidden(Optional<Secret> value) {
        return value.filter(secret -> !secret.isEmpty()).map(_ -> "***").orElse("");
    }
}
