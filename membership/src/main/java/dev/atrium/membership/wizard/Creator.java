package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.membership.MembershipSettings;
import dev.atrium.membership.audit.Action;
import dev.atrium.membership.audit.Entry;
import dev.atrium.membership.audit.LogStore;
import dev.atrium.membership.client.NewSecret;
import dev.atrium.membership.feature.FeatureStore;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.member.MemberStore;
import dev.atrium.membership.module.Module;
import dev.atrium.membership.module.ModuleStore;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.membership.stack.Life;
import dev.atrium.membership.stack.StackSecretStore;
import dev.atrium.membership.stack.StackSecrets;
import dev.atrium.membership.stack.StackStore;
import dev.atrium.membership.user.SystemRole;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.MasterKey;
import dev.atrium.storage.Tx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Creates what is missing, each object with its entry in the audit log, in the caller's
/// transaction.
final class Creator {
    /// The connector of the password users that a configuration declares.
    static final String USUAL_CONNECTOR = "local";

    private final WizardStore store = new WizardStore();
    private final UserStore users = new UserStore();
    private final OrganizationStore organizations = new OrganizationStore();
    private final MemberStore members = new MemberStore();
    private final RegionStore regions = new RegionStore();
    private final StackStore stacks = new StackStore();
    private final ModuleStore modules = new ModuleStore();
    private final FeatureStore features = new FeatureStore();
    private final LogStore log = new LogStore();
    private final StackSecrets secrets;
    private final MembershipSettings.Stacks defaults;
    private final Clock clock;
    private final RandomIds ids;

    Creator(MasterKey key, MembershipSettings.Stacks defaults, Clock clock, RandomIds ids) {
        this.secrets = new StackSecrets(new StackSecretStore(), key);
        this.defaults = defaults;
        this.clock = clock;
        this.ids = ids;
    }

    void user(Tx tx, Declaration.User user) {
        Instant now = clock.instant();
        users.insert(
                tx, new User(user.id(), user.email(), user.role().orElse(SystemRole.USER)), now);
        store.declare(tx, user.id(), user.connector().orElse(USUAL_CONNECTOR));
        append(
                tx,
                Action.USERS_CREATED,
                Optional.empty(),
                Optional.empty(),
                Map.of("userId", user.id().value()));
    }

    void organization(Tx tx, OrganizationStore.Created created, List<String> flags) {
        organizations.insert(tx, created, clock.instant());
        features(tx, created.id(), flags);
        append(
                tx,
                Action.ORGANIZATIONS_CREATED,
                Optional.of(created.id()),
                Optional.empty(),
                Map.of("name", created.name()));
    }

    void member(Tx tx, OrganizationId organization, UserId user, PolicyId policy) {
        members.add(tx, organization, user, policy, clock.instant());
        append(
                tx,
                Action.ORGANIZATIONS_USER_UPDATED,
                Optional.of(organization),
                Optional.empty(),
                Map.of("userId", user.value(), "policyId", policy.toString()));
    }

    void features(Tx tx, OrganizationId organization, List<String> flags) {
        flags.forEach(flag -> features.add(tx, organization, flag, clock.instant()));
    }

    /// A region waits for its agent; without one it is active at once.
    ///
    /// @return the secret of its agent, which nobody can read again; empty without an agent
    Optional<Secret> region(Tx tx, Declaration.Region region, Optional<UserId> creator) {
        Optional<NewSecret> secret =
                region.agent() ? Optional.of(NewSecret.make(ids)) : Optional.empty();
        regions.insert(
                tx,
                new RegionStore.Created(
                        region.id(),
                        region.name(),
                        region.baseUrl(),
                        region.organization(),
                        creator.map(UserId::value),
                        region.production().orElse(true),
                        !region.agent(),
                        secret.map(
                                made ->
                                        new RegionStore.Credentials(
                                                made.digest(), made.lastDigits()))),
                clock.instant());
        append(
                tx,
                Action.REGIONS_CREATED,
                region.organization(),
                Optional.empty(),
                Map.of("regionId", region.id().value(), "name", region.name()));
        return secret.map(made -> Secret.of(made.clear()));
    }

    /// A stack of a region that has no agent is ready at once where stacks are managed otherwise:
    /// no report about it will ever arrive.
    ///
    /// @return the stack's client secret
    Secret stack(Tx tx, Declaration.Stack stack, boolean regionHasAgent) {
        Instant now = clock.instant();
        boolean ready = defaults.managed() && !regionHasAgent;
        Secret secret = stack.clientSecret().orElseGet(() -> Secret.of(ids.token()));
        List<String> wanted =
                Stream.concat(
                                defaults.minimalModules().stream(),
                                stack.modules().orElse(defaults.additionalModules()).stream())
                        .distinct()
                        .toList();
        boolean inserted =
                stacks.insert(
                        tx,
                        new StackStore.Created(
                                stack.organization(),
                                stack.id(),
                                stack.name(),
                                stack.region(),
                                stack.version().orElse(""),
                                Map.of(),
                                ready ? Life.Status.READY : Life.Status.PROGRESSING,
                                wanted.contains(Module.STARGATE),
                                secrets.seal(stack.organization(), stack.id(), secret)),
                        now);
        if (!inserted) {
            throw new Problem.Conflict(
                    "a stack \""
                            + stack.id()
                            + "\" exists, or another one whose name in a cluster would be \""
                            + stack.organization()
                            + "-"
                            + stack.id()
                            + "\"");
        }
        modules(tx, stack, wanted, ready);
        append(
                tx,
                Action.STACKS_CREATED,
                Optional.of(stack.organization()),
                Optional.of(stack.id()),
                Map.of("stackId", stack.id().value(), "name", stack.name()));
        return secret;
    }

    void modules(Tx tx, Declaration.Stack stack, List<String> wanted, boolean ready) {
        for (String name : wanted) {
            modules.add(
                    tx,
                    stack.organization(),
                    stack.id(),
                    name,
                    ready ? Module.Status.READY : Module.Status.UNKNOWN,
                    clock.instant());
        }
    }

    Secret secret(Tx tx, OrganizationId organization, StackId stack) {
        return secrets.read(tx, organization, stack);
    }

    boolean readyAtOnce(boolean regionHasAgent) {
        return defaults.managed() && !regionHasAgent;
    }

    private void append(
            Tx tx,
            Action action,
            Optional<OrganizationId> organization,
            Optional<StackId> stack,
            Map<String, String> data) {
        log.append(
                tx,
                new Entry(action, organization, stack, Optional.empty(), clock.instant(), data));
    }
}
