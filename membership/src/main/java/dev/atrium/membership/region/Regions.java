package dev.atrium.membership.region;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.access.Caller;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.storage.ConstraintViolation;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Use cases of regions.
public final class Regions {
    private static final int LAST_DIGITS = 4;

    private final Database database;
    private final RegionStore store;
    private final RegionAccessStore accesses;
    private final LogStore log;
    private final Clock clock;
    private final RandomIds ids;

    public Regions(
            Database database,
            RegionStore store,
            RegionAccessStore accesses,
            LogStore log,
            Clock clock,
            RandomIds ids) {
        this.database = database;
        this.store = store;
        this.accesses = accesses;
        this.log = log;
        this.clock = clock;
        this.ids = ids;
    }

    List<Region> list(OrganizationId organization, String after, int limit) {
        return database.read(tx -> store.list(tx, organization, after, limit));
    }

    Region read(OrganizationId organization, RegionId id) {
        return database.read(tx -> visible(tx, organization, id));
    }

    List<Region.Version> versions(
            OrganizationId organization, RegionId id, String after, int limit) {
        return database.read(
                tx -> {
                    visible(tx, organization, id);
                    return store.versions(tx, id, after, limit);
                });
    }

    /// A private region and the secret of its agent, which nobody can read again.
    record Made(Region region, Secret secret) {}

    /// Makes a private region. Its address and what it can run are said by its agent, once that
    /// connects.
    ///
    /// @throws Problem.Conflict when the organization has a region of that name
    Made create(OrganizationId organization, Caller caller, String name) {
        if (name.isBlank()) {
            throw new Problem.Invalid("name", "a region needs a name");
        }
        RegionId id = new RegionId(ids.uuid().toString());
        Secret secret = Secret.of(ids.token());
        try {
            return database.write(tx -> insert(tx, organization, caller, id, name, secret));
        } catch (ConstraintViolation.Unique taken) {
            if (taken.constraint().equals("regions_name_key")) {
                throw new Problem.Conflict(
                        "there is a region named \"" + name + "\" in this organization");
            }
            throw taken;
        }
    }

    private Made insert(
            Tx tx,
            OrganizationId organization,
            Caller caller,
            RegionId id,
            String name,
            Secret secret) {
        Instant now = clock.instant();
        String digits = secret.reveal().substring(secret.reveal().length() - LAST_DIGITS);
        store.insert(
                tx,
                new RegionStore.Created(
                        id,
                        name,
                        "",
                        Optional.of(organization),
                        Optional.of(caller.actor()),
                        true,
                        false,
                        Optional.of(new RegionStore.Credentials(sha256(secret), digits))),
                now);
        append(tx, Action.REGIONS_CREATED, organization, caller, id, Map.of("name", name));
        return new Made(visible(tx, organization, id), secret);
    }

    /// @throws Problem.Forbidden for a region that belongs to nobody or to another organization
    /// @throws Problem.Conflict while stacks run in it
    void delete(OrganizationId organization, Caller caller, RegionId id) {
        try {
            database.writing(
                    tx -> {
                        Region region = own(tx, organization, id, "deleted");
                        if (!store.delete(tx, Optional.of(organization), id)) {
                            throw new Problem.NotFound("region", id.value());
                        }
                        append(
                                tx,
                                Action.REGIONS_DELETED,
                                organization,
                                caller,
                                id,
                                Map.of("name", region.name()));
                    });
        } catch (ConstraintViolation.ForeignKey _) {
            throw new Problem.Conflict(
                    "region "
                            + id
                            + " still has stacks: delete them with force first, those that can be restored too");
        }
    }

    List<RegionAccess> accesses(OrganizationId organization, RegionId id, String after, int limit) {
        return database.read(
                tx -> {
                    own(tx, organization, id, "shared");
                    return accesses.list(tx, id, after, limit);
                });
    }

    /// Lets another organization run stacks in a private region. Whether there is an organization
    /// of that id makes no difference, lest somebody try out ids.
    void allow(OrganizationId organization, Caller caller, RegionId id, OrganizationId guest) {
        if (guest.equals(organization)) {
            throw new Problem.Conflict("the region belongs to organization " + guest + " itself");
        }
        database.writing(
                tx -> {
                    own(tx, organization, id, "shared");
                    if (accesses.allow(tx, id, guest, clock.instant())) {
                        append(
                                tx,
                                Action.REGIONS_ALLOWED_ACCESS,
                                organization,
                                caller,
                                id,
                                Map.of("organizationId", guest.value()));
                    }
                });
    }

    /// Keeps another organization from making further stacks there; those it has stay.
    void deny(OrganizationId organization, Caller caller, RegionId id, OrganizationId guest) {
        database.writing(
                tx -> {
                    own(tx, organization, id, "shared");
                    if (accesses.deny(tx, id, guest)) {
                        append(
                                tx,
                                Action.REGIONS_DENIED_ACCESS,
                                organization,
                                caller,
                                id,
                                Map.of("organizationId", guest.value()));
                    }
                });
    }

    private Region visible(Tx tx, OrganizationId organization, RegionId id) {
        return store.find(tx, organization, id)
                .orElseThrow(() -> new Problem.NotFound("region", id.value()));
    }

    private Region own(Tx tx, OrganizationId organization, RegionId id, String done) {
        Region region = visible(tx, organization, id);
        if (!region.ownedBy(organization)) {
            throw new Problem.Forbidden(
                    region.organization().isEmpty()
                            ? "a public region cannot be " + done
                            : "a region of another organization cannot be " + done);
        }
        return region;
    }

    private void append(
            Tx tx,
            Action action,
            OrganizationId organization,
            Caller caller,
            RegionId region,
            Map<String, String> details) {
        Map<String, String> data = new HashMap<>(details);
        data.put("regionId", region.value());
        log.append(
                tx,
                new Entry(
                        action,
                        Optional.of(organization),
                        Optional.empty(),
                        Optional.of(caller),
                        clock.instant(),
                        data));
    }

    private static byte[] sha256(Secret secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(secret.reveal().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("SHA-256 is missing", missing);
        }
    }
}
