package dev.atrium.membership.issuer.login;

import dev.atrium.http.ClientAddress;
import dev.atrium.http.Request;
import dev.atrium.oidc.device.DeviceCodes;
import dev.atrium.oidc.session.Sessions;
import dev.atrium.oidc.throttle.Guess;
import dev.atrium.oidc.throttle.Throttle;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The codes that devices show and people type. They are short, so whoever is wrong too often has
/// to wait, by person and by address (RFC 8628 section 5.1). A code that is right forgives nothing:
/// everybody can have a right one of their own.
final class TypedCodes {
    private final DeviceCodes devices;
    private final Throttle throttle;
    private final ClientAddress caller;

    TypedCodes(DeviceCodes devices, Throttle throttle, ClientAddress caller) {
        this.devices = devices;
        this.throttle = throttle;
        this.caller = caller;
    }

    /// The code as it is shown, whatever stands around it; only letters and the hyphen occur in
    /// one.
    ///
    /// @return empty text for what cannot be a code
    static String read(String typed) {
        String code = typed.strip().toUpperCase(Locale.ROOT);
        return code.matches("[A-Z-]{1,20}") ? code : "";
    }

    /// The device that waits for a decision about this code.
    ///
    /// @param person who types it, as far as that is known
    /// @throws dev.atrium.kernel.Problem.Throttled when it is too early for another guess
    Optional<DeviceCodes.Waiting> open(
            Request request, Optional<Sessions.Session> person, String code) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Guess[] guesses =
                Stream.concat(
                                person
                                        .map(
                                                session ->
                                                        new Guess.Attempt(
                                                                Guess.What.USER_CODE_OF_PERSON,
                                                                session.subject()))
                                        .stream(),
                                Stream.of(
                                        new Guess.Attempt(
                                                Guess.What.USER_CODE, caller.of(request))))
                        .toArray(Guess[]::new);
        throttle.check(guesses);
        Optional<DeviceCodes.Waiting> found = devices.byUserCode(code);
        if (found.isEmpty()) {
            throttle.refused(guesses);
        }
        return found.filter(waiting -> waiting.state() == DeviceCodes.State.WAITING);
    }
}
