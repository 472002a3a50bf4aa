package dev.atrium.oidc.device;

import dev.atrium.kernel.RandomIds;
import dev.atrium.oidc.Digest;
import dev.atrium.oidc.OAuthError;
import dev.atrium.oidc.OAuthProblem;
import dev.atrium.oidc.Profile;
import dev.atrium.oidc.token.Grant;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Device codes and the user codes that people type (RFC 8628). A device code gives its tokens
/// once.
public final class DeviceCodes {
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

    private final Database database;
    private final DeviceStore store;
    private final Profile profile;
    private final Clock clock;
    private final RandomIds ids;

    public DeviceCodes(
            Database database, MasterKey master, Profile profile, Clock clock, RandomIds ids) {
        this.database = database;
        this.store = new DeviceStore(master, profile.role());
        this.profile = profile;
        this.clock = clock;
        this.ids = ids;
    }

    public enum State {
        WAITING,
        APPROVED,
        DENIED
    }

    /// A device that has not had its tokens yet.
    ///
    /// @param approval present when it was approved
    /// @param interval that the device must leave between polls now
    public record Waiting(
            byte[] hash,
            String userCode,
            DeviceRequest request,
            State state,
            Optional<Approval> approval,
            Optional<Instant> lastPoll,
            Duration interval,
            Instant expires) {}

    /// @param codeHash the `c_hash` of the code with which the login in the browser ended, where it
    ///     did
    public record Approval(Grant grant, Optional<String> codeHash) {}

    public record Codes(String deviceCode, String userCode, Duration lifetime, Duration interval) {}

    /// @param address of the caller, for the quota
    /// @throws OAuthProblem.Answered when too many codes wait already
    public Codes start(DeviceRequest request, String address) {
        for (int attempt = 0; ; attempt++) {
            try {
                return database.write(tx -> insert(tx, request, address));
            } catch (ConstraintViolation.Unique taken) {
                // The user code is somebody's; they are short.
                if (attempt == 4) {
                    throw taken;
                }
            }
        }
    }

    private Codes insert(Tx tx, DeviceRequest request, String address) {
        Instant now = clock.instant();
        if (store.waiting(tx, request.client(), address, now) >= profile.device().quota()) {
            throw new OAuthProblem.Answered(
                    OAuthError.SLOW_DOWN,
                    "Too many device codes of this client wait for approval.",
                    429,
                    List.of());
        }
        String deviceCode = ids.base32(32);
        String userCode = ids.characters(4, LETTERS) + "-" + ids.characters(4, LETTERS);
        store.insert(
                tx,
                new Waiting(
                        Digest.sha256(deviceCode),
                        userCode,
                        request,
                        State.WAITING,
                        Optional.empty(),
                        Optional.empty(),
                        profile.device().interval(),
                        now.plus(profile.device().lifetime())),
                address);
        return new Codes(
                deviceCode, userCode, profile.device().lifetime(), profile.device().interval());
    }

    /// The device that shows this code, in whatever case it was typed, unless the code has expired.
    public Optional<Waiting> byUserCode(String typed) {
        return database.read(tx -> store.byUserCode(tx, typed.toUpperCase(Locale.ROOT).strip()))
                .filter(waiting -> waiting.expires().isAfter(clock.instant()));
    }

    /// @return false when the code was decided already or has expired
    public boolean approve(Tx tx, Waiting waiting, Approval approval) {
        return store.decide(
                tx, waiting.hash(), State.APPROVED, Optional.of(approval), clock.instant());
    }

    public boolean deny(Waiting waiting) {
        return database.write(
                tx ->
                        store.decide(
                                tx,
                                waiting.hash(),
                                State.DENIED,
                                Optional.empty(),
                                clock.instant()));
    }

    /// One poll of a device.
    ///
    /// @return the device, approved
    /// @throws OAuthProblem.Answered as long as it is not (RFC 8628 section 3.5)
    Waiting poll(String deviceCode) {
        Waiting waiting =
                database.read(tx -> store.byCode(tx, Digest.sha256(deviceCode)))
                        .orElseThrow(
                                () ->
                                        new OAuthProblem.Answered(
                                                OAuthError.INVALID_REQUEST,
                                                "Invalid Device code."));
        if (!waiting.expires().isAfter(clock.instant())) {
            throw new OAuthProblem.Answered(OAuthError.EXPIRED_TOKEN, "");
        }
        return switch (waiting.state()) {
            case APPROVED -> waiting;
            case DENIED ->
                    throw new OAuthProblem.Answered(OAuthError.ACCESS_DENIED, "", 400, List.of());
            case WAITING -> throw pending(waiting);
        };
    }

    private OAuthProblem pending(Waiting waiting) {
        Instant now = clock.instant();
        boolean early =
                waiting.lastPoll()
                        .filter(last -> now.isBefore(last.plus(waiting.interval())))
                        .isPresent();
        Duration interval = early ? waiting.interval().plusSeconds(5) : profile.device().interval();
        database.writing(tx -> store.polled(tx, waiting.hash(), now, interval));
        return new OAuthProblem.Answered(
                early ? OAuthError.SLOW_DOWN : OAuthError.AUTHORIZATION_PENDING, "");
    }

    /// Uses an approved code up.
    boolean spend(Tx tx, Waiting waiting) {
        return store.delete(tx, waiting.hash());
    }
}
