package dev.atrium.membership.mail;

import dev.atrium.membership.MembershipSettings;
import org.simplejavamail.MailException;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.email.EmailBuilder;
import org.simplejavamail.mailer.MailerBuilder;

/// The mail server.
final class Smtp {
    private static final int TIMEOUT = 15_000;

    private final Mailer mailer;
    private final String fromName;
    private final String fromAddress;

    /// @param anybody whether any certificate of the server is believed
    Smtp(MembershipSettings.Smtp settings, boolean anybody) {
        mailer =
                MailerBuilder.withSMTPServer(
                                settings.host(),
                                settings.port(),
                                settings.user().orElse(null),
                                settings.password().map(secret -> secret.reveal()).orElse(null))
                        .withTransportStrategy(
                                switch (settings.security()) {
                                    case STARTTLS -> TransportStrategy.SMTP_TLS;
                                    case TLS -> TransportStrategy.SMTPS;
                                    case NONE -> TransportStrategy.SMTP;
                                })
                        .withSessionTimeout(TIMEOUT)
                        .trustingAllHosts(anybody)
                        .verifyingServerIdentity(!anybody)
                        .buildMailer();
        int bracket = settings.from().indexOf('<');
        fromName = bracket < 0 ? "Atrium" : settings.from().substring(0, bracket).strip();
        fromAddress =
                bracket < 0
                        ? settings.from().strip()
                        : settings.from().substring(bracket + 1).replace(">", "").strip();
    }

    /// A mail was not taken. The message may quote what the server said, never what we sent.
    static final class Refusal extends Exception {
        Refusal(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// @param id stays the same for every attempt, so that a mail sent twice shows once
    void send(String id, String recipient, InvitationMail mail) throws Refusal {
        try {
            Email email =
                    EmailBuilder.startingBlank()
                            .fixingMessageId("<" + id + "@" + domain() + ">")
                            .from(fromName, fromAddress)
                            .to(null, recipient)
                            .withSubject(mail.subject())
                            .withPlainText(mail.text())
                            .withHTMLText(mail.html())
                            .buildEmail();
            mailer.sendMail(email).join();
        } catch (MailException failure) {
            throw new Refusal(reason(failure), failure);
        } catch (RuntimeException failure) {
            throw new Refusal(failure.getClass().getSimpleName(), failure);
        }
    }

    private String domain() {
        return fromAddress.substring(fromAddress.lastIndexOf('@') + 1);
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = String.valueOf(deepest.getMessage());
        return message.length() > 300 ? message.substring(0, 300) : message;
    }
}
