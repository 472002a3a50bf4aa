package dev.atrium.connectors.saml;

import dev.atrium.connectors.UpstreamException;
import dev.atrium.connectors.UpstreamException.Kind;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/// Whether an answer is for us, for this request and for now (SAML 2.0 Profiles section 4.1.4.3).
final class Conditions {
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9}\\d*)?Z");

    private final SamlSettings settings;
    private final Clock clock;

    Conditions(SamlSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void check(Answer answer, String request) throws UpstreamException {
        if (answer.response().isPresent()) {
            checkResponse(answer.response().orElseThrow(), request);
        }
        checkIssuer(answer.assertion());
        checkSubject(answer.assertion(), request);
        checkConditions(answer.assertion());
    }

    private void checkResponse(Element response, String request) throws UpstreamException {
        checkIssuer(response);
        if (!response.getAttribute("InResponseTo").equals(request)) {
            throw refused("the response is to another request");
        }
        Optional<String> destination = Xml.attribute(response, "Destination");
        if (destination.filter(to -> !to.equals(settings.redirectUri())).isPresent()) {
            throw refused(
                    "expected destination \""
                            + settings.redirectUri()
                            + "\" got \""
                            + destination.orElse("")
                            + "\"");
        }
    }

    private void checkIssuer(Element element) throws UpstreamException {
        Optional<String> issuer = Xml.child(element, Xml.ASSERTION, "Issuer").map(Xml::text);
        if (issuer.isPresent()
                && settings.ssoIssuer().isPresent()
                && !issuer.equals(settings.ssoIssuer())) {
            throw refused(
                    "expected Issuer value "
                            + settings.ssoIssuer().orElseThrow()
                            + ", got "
                            + issuer.orElseThrow());
        }
    }

    private void checkSubject(Element assertion, String request) throws UpstreamException {
        Element subject =
                Xml.child(assertion, Xml.ASSERTION, "Subject")
                        .orElseThrow(() -> refused("the assertion has no subject"));
        List<String> reasons = new ArrayList<>();
        for (Element confirmation : Xml.children(subject, Xml.ASSERTION, "SubjectConfirmation")) {
            Optional<String> reason = unconfirmed(confirmation, request);
            if (reason.isEmpty()) {
                return;
            }
            reasons.add(reason.orElseThrow());
        }
        throw refused("the subject is not confirmed: " + reasons);
    }

    private Optional<String> unconfirmed(Element confirmation, String request)
            throws UpstreamException {
        if (!confirmation.getAttribute("Method").equals(BEARER)) {
            return Optional.of("its method is another one than bearer");
        }
        Optional<Element> found = Xml.child(confirmation, Xml.ASSERTION, "SubjectConfirmationData");
        if (found.isEmpty()) {
            return Optional.of("there is no data");
        }
        Element data = found.orElseThrow();
        if (!data.getAttribute("InResponseTo").equals(request)) {
            return Optional.of("it is for another request");
        }
        Optional<String> recipient = Xml.attribute(data, "Recipient");
        if (recipient.filter(to -> !to.equals(settings.redirectUri())).isPresent()) {
            return Optional.of("its recipient is \"" + recipient.orElse("") + "\"");
        }
        return untimely(data);
    }

    private void checkConditions(Element assertion) throws UpstreamException {
        Optional<Element> conditions = Xml.child(assertion, Xml.ASSERTION, "Conditions");
        int restrictions = 0;
        if (conditions.isPresent()) {
            Optional<String> reason = untimely(conditions.orElseThrow());
            if (reason.isPresent()) {
                throw refused("the assertion is not valid now: " + reason.orElseThrow());
            }
            for (Element restriction :
                    Xml.children(conditions.orElseThrow(), Xml.ASSERTION, "AudienceRestriction")) {
                restrictions++;
                checkAudience(restriction);
            }
        }
        if (restrictions == 0 && !settings.verification().skipAudience()) {
            throw refused("the assertion names no audience, so it may be for somebody else");
        }
    }

    private void checkAudience(Element restriction) throws UpstreamException {
        List<String> audiences =
                Xml.children(restriction, Xml.ASSERTION, "Audience").stream()
                        .map(Xml::text)
                        .toList();
        if (!audiences.contains(settings.audience())) {
            throw refused(
                    "required audience "
                            + settings.audience()
                            + " was not in Response audiences "
                            + audiences);
        }
    }

    private Optional<String> untimely(Element element) throws UpstreamException {
        Instant now = clock.instant();
        Optional<Instant> from = time(element, "NotBefore");
        if (from.filter(at -> now.plus(SKEW).isBefore(at)).isPresent()) {
            return Optional.of("it is not valid before " + from.orElseThrow());
        }
        Optional<Instant> until = time(element, "NotOnOrAfter");
        return until.filter(at -> !now.minus(SKEW).isBefore(at)).isPresent()
                ? Optional.of("it expired at " + until.orElseThrow())
                : Optional.empty();
    }

    private static Optional<Instant> time(Element element, String name) throws UpstreamException {
        Optional<String> text = Xml.attribute(element, name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (TIME.matcher(text.orElseThrow()).matches()) {
                return Optional.of(Instant.parse(text.orElseThrow()));
            }
        } catch (DateTimeException _) {
            // Falls through to the same message.
        }
        throw refused(name + " \"" + text.orElse("") + "\" is no time in UTC");
    }

    private static UpstreamException refused(String reason) {
        return new UpstreamException(Kind.REFUSED, "saml: " + reason);
    }
}
