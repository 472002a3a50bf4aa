package dev.atrium.membership.issuer.person;

import dev.atrium.kernel.NearestName;
import dev.atrium.kernel.Problem;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.user.SignedIn;
import dev.atrium.storage.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says by hand who somebody is, as the operator may: the only way to an administrator's account
/// whose declared id is not the one that the provider uses.
public final class Linking {
    private final Database database;
    private final PersonStore store = new PersonStore();
    private final SignedIn signedIn;
    private final LogStore log;
    private final Clock clock;

    public Linking(Database database, SignedIn signedIn, LogStore log, Clock clock) {
        this.database = database;
        this.signedIn = signedIn;
        this.log = log;
        this.clock = clock;
    }

    /// What one provider calls a person.
    ///
    /// @param connector by which that provider logs them in itself; empty where it does not say
    /// @param subject their user id at that connector, or the provider's `sub`
    public record Name(String issuer, String connector, String subject) {

        /// What a login will say, seen from how the operator calls it: a connector of the
        /// configuration file is a provider of its own, any other one belongs to the provider that
        /// logs people in.
        ///
        /// @param issuer empty for the provider that the settings name
        /// @throws ConfigProblem when they name none
        public static Name of(
                MembershipSettings.Login login,
                Optional<String> issuer,
                String connector,
                String subject) {
            Optional<Name> further =
                    login.connectors().stream()
                            .filter(found -> issuer.isEmpty() && found.id().equals(connector))
                            .findFirst()
                            .map(
                                    found ->
                                            new Name(
                                                    found.config().get("issuer").requiredText(),
                                                    "",
                                                    subject));
            return further.or(
                            () ->
                                    issuer.or(
                                                    () ->
                                                            login.upstream()
                                                                    .map(
                                                                            upstream ->
                                                                                    upstream.issuer()
                                                                                            .toString()))
                                            .map(at -> new Name(at, connector, subject)))
                    .orElseThrow(
                            () ->
                                    new ConfigProblem(
                                            "--issuer: is required where RP_ISSUER is not set and"
                                                    + " the configuration file has no connector \""
                                                    + connector
                                                    + "\""));
        }
    }

    /// What a link changed.
    ///
    /// @param changed false when the account was theirs before
    /// @param before the account that they had instead
    public record Linked(boolean changed, Optional<UserId> before) {}

    /// Makes the account theirs. Where they had another one, it stays, without them, and whoever is
    /// signed in to it is out. Linking again what is linked changes nothing.
    ///
    /// @param unseen whether the connector may be one by which nobody has come from that provider
    /// @throws Problem.NotFound when there is no such account
    /// @throws Problem.Conflict when an organization's own provider vouches for the account, or the
    ///     connector is one that nobody used
    public Linked link(UserId user, Name name, boolean unseen) {
        return database.write(
                tx -> {
                    Instant now = clock.instant();
                    if (!store.free(tx, user)) {
                        throw new Problem.Conflict(
                                "user "
                                        + user
                                        + " belongs to an organization's own provider and cannot be linked");
                    }
                    Optional<UserId> before = store.owner(tx, name);
                    if (before.equals(Optional.of(user))) {
                        return new Linked(false, Optional.empty());
                    }
                    if (!unseen) {
                        requireSeen(name, store.connectors(tx, name.issuer()));
                    }
                    before.ifPresent(other -> signedIn.end(tx, other));
                    store.link(tx, name, user, now);
                    log.append(
                            tx,
                            new Entry(
                                    Action.USERS_LINKED,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    now,
                                    Map.of(
                                            "userId", user.value(),
                                            "issuer", name.issuer(),
                                            "connector", name.connector(),
                                            "subject", name.subject(),
                                            "by", "operator")));
                    return new Linked(true, before);
                });
    }

    /// Which connectors a provider has is known from who came by them only; where nobody did, any
    /// may be meant.
    private static void requireSeen(Name name, List<String> seen) {
        if (seen.isEmpty() || seen.contains(name.connector())) {
            return;
        }
        throw new Problem.Conflict(
                "nobody has logged in at "
                        + name.issuer()
                        + shown(name.connector())
                        + NearestName.of(name.connector(), seen)
                                .map(nearest -> ", did you mean " + nearest + "?")
                                .orElse("")
                        + " (seen:"
                        + seen.stream().map(Linking::shown).collect(Collectors.joining(","))
                        + "); --unseen-connector links all the same");
    }

    private static String shown(String connector) {
        return connector.isEmpty() ? " without a connector" : " by connector " + connector;
    }
}
