package dev.atrium.membership.wizard;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.RegionId;
import dev.atrium.membership.organization.OrganizationStore;
import dev.atrium.membership.region.Region;
import dev.atrium.membership.region.RegionStore;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares a declaration with what exists and creates what is missing, in one transaction. What
/// exists is never changed, except that versions, features and modules which are missing are added.
/// Everything that does not fit is told at once, by throwing, so that nothing of it stays.
final class Reconciler {
    private final WizardStore store = new WizardStore();
    private final UserStore users = new UserStore();
    private final RegionStore regions = new RegionStore();
    private final Creator creator;
    private final List<Finding> findings = new ArrayList<>();
    private int created;

    Reconciler(Creator creator) {
        this.creator = creator;
    }

    /// @return how many objects were created
    /// @throws WizardProblem with one line for each mismatch
    int apply(Tx tx, Declaration declaration) {
        declaration.users().forEach(user -> user(tx, user));
        declaration.organizations().forEach(organization -> organization(tx, organization));
        declaration.regions().forEach(region -> region(tx, region));
        declaration.stacks().forEach(stack -> stack(tx, stack));
        refuse();
        return created;
    }

    int created() {
        return created;
    }

    /// @throws WizardProblem when something that was declared until now does not fit
    void refuse() {
        if (!findings.isEmpty()) {
            throw new WizardProblem(findings);
        }
    }

    void user(Tx tx, Declaration.User user) {
        Compared compared = compared(user.at(), "user " + user.id());
        Optional<Found.User> existing = store.user(tx, user.id());
        if (existing.isPresent()) {
            Found.User found = existing.orElseThrow();
            compared.ignoringCase("email", user.email(), found.email());
            user.role().ifPresent(role -> compared.same("role", role.name(), found.role().name()));
            user.connector()
                    .ifPresent(
                            connector ->
                                    compared.same(
                                            "connector", connector, found.connector().orElse("")));
            return;
        }
        List<User> sameEmail = users.byEmail(tx, user.email());
        if (!sameEmail.isEmpty()) {
            compared.differs("id", user.id().value(), sameEmail.getFirst().id().value());
            return;
        }
        creator.user(tx, user);
        created++;
    }

    void organization(Tx tx, Declaration.Organization organization) {
        Compared compared = compared(organization.at(), "organization " + organization.id());
        if (users.find(tx, organization.owner()).isEmpty()) {
            missing(organization.at().get("ownerId"), "user " + organization.owner());
            return;
        }
        if (organization
                .defaultPolicy()
                .filter(policy -> !store.policyExists(tx, organization.id(), policy))
                .isPresent()) {
            contradiction(
                    organization.at().get("defaultPolicyId"),
                    "policy "
                            + organization.defaultPolicy().orElseThrow()
                            + " does not exist (built-in ones are 1, 2, 4, 5, 6, 8, 9, 10)");
            return;
        }
        Optional<Found.Organization> existing = store.organization(tx, organization.id());
        if (existing.isPresent()) {
            compare(compared, organization, existing.orElseThrow());
            creator.features(tx, organization.id(), organization.features());
            return;
        }
        Optional<String> domainOwner =
                organization.domain().flatMap(domain -> store.organizationOfDomain(tx, domain));
        if (domainOwner.isPresent()) {
            contradiction(
                    organization.at().get("domain"),
                    "the domain belongs to organization " + domainOwner.orElseThrow());
            return;
        }
        creator.organization(
                tx,
                new OrganizationStore.Created(
                        organization.id(),
                        organization.name(),
                        organization.owner(),
                        organization.domain(),
                        organization
                                .defaultPolicy()
                                .or(() -> Optional.of(PolicyId.ORGANIZATION_GUEST_STACK_GUEST))),
                organization.features());
        created++;
    }

    private static void compare(
            Compared compared, Declaration.Organization declared, Found.Organization found) {
        compared.same("ownerId", declared.owner().value(), found.owner().value());
        compared.same("name", declared.name(), found.name());
        declared.domain()
                .ifPresent(
                        domain ->
                                compared.ignoringCase("domain", domain, found.domain().orElse("")));
        declared.defaultPolicy()
                .ifPresent(
                        policy ->
                                compared.same(
                                        "defaultPolicyId",
                                        policy.toString(),
                                        found.defaultPolicy().map(PolicyId::toString).orElse("")));
    }

    /// @return the secret of the region's agent, when both were made
    Optional<Secret> region(Tx tx, Declaration.Region region) {
        Compared compared = compared(region.at(), "region " + region.id());
        Optional<Found.Organization> owner =
                region.organization().flatMap(id -> store.organization(tx, id));
        if (region.organization().isPresent() && owner.isEmpty()) {
            missing(
                    region.at().get("organizationId"),
                    "organization " + region.organization().orElseThrow());
            return Optional.empty();
        }
        Optional<Secret> secret = Optional.empty();
        Optional<Found.Region> existing = store.region(tx, region.id());
        if (existing.isPresent()) {
            compare(compared, region, existing.orElseThrow());
        } else {
            List<RegionId> namesakes =
                    region.organization().isPresent()
                            ? store.regionsOfName(tx, region.organization(), region.name())
                            : List.of();
            if (!namesakes.isEmpty()) {
                compared.differs("id", region.id().value(), namesakes.getFirst().value());
                return Optional.empty();
            }
            secret = creator.region(tx, region, owner.map(Found.Organization::owner));
            created++;
        }
        versions(tx, region, compared);
        return secret;
    }

    private static void compare(
            Compared compared, Declaration.Region declared, Found.Region found) {
        compared.same("name", declared.name(), found.name());
        compared.same("organizationId", text(declared.organization()), text(found.organization()));
        compared.same("baseUrl", declared.baseUrl(), found.baseUrl().replaceAll("/+$", ""));
        declared.production()
                .ifPresent(
                        production ->
                                compared.same(
                                        "production",
                                        production.toString(),
                                        Boolean.toString(found.production())));
    }

    private static String text(Optional<OrganizationId> organization) {
        return organization.map(OrganizationId::value).orElse("");
    }

    private void versions(Tx tx, Declaration.Region region, Compared compared) {
        Map<String, Map<String, String>> existing = store.versions(tx, region.id());
        region.versions()
                .forEach(
                        (name, services) -> {
                            Map<String, String> found = existing.get(name);
                            if (found == null) {
                                regions.addVersion(
                                        tx, new Region.Version(region.id(), name, services, false));
                                return;
                            }
                            Map<String, String> added = new HashMap<>(services);
                            added.keySet().removeAll(found.keySet());
                            services.forEach(
                                    (service, version) ->
                                            compared.same(
                                                    "versions." + name + "." + service,
                                                    version,
                                                    found.getOrDefault(service, version)));
                            if (!added.isEmpty()) {
                                store.addServices(tx, region.id(), name, added);
                            }
                        });
    }

    /// @return the stack's client secret, when the stack was made
    Optional<Secret> stack(Tx tx, Declaration.Stack stack) {
        Compared compared =
                compared(stack.at(), "stack " + stack.organization() + "/" + stack.id());
        if (store.organization(tx, stack.organization()).isEmpty()) {
            missing(stack.at().get("organizationId"), "organization " + stack.organization());
            return Optional.empty();
        }
        Optional<Region> region = regions.find(tx, stack.organization(), stack.region());
        if (region.isEmpty()) {
            missing(
                    stack.at().get("regionId"),
                    "region of organization " + stack.organization() + " " + stack.region());
            return Optional.empty();
        }
        boolean agent = region.orElseThrow().agent().awaited();
        Optional<Found.Stack> existing = store.stack(tx, stack.organization(), stack.id());
        if (existing.isPresent()) {
            compare(tx, compared, stack, existing.orElseThrow());
            creator.modules(
                    tx, stack, stack.modules().orElse(List.of()), creator.readyAtOnce(agent));
            return Optional.empty();
        }
        if (store.nameTaken(tx, stack.organization(), stack.id())) {
            contradiction(
                    stack.at().get("id"),
                    "another organization's stack is already called "
                            + stack.organization()
                            + "-"
                            + stack.id()
                            + ", which is how hosts and regions name stacks");
            return Optional.empty();
        }
        created++;
        return Optional.of(creator.stack(tx, stack, agent));
    }

    private void compare(Tx tx, Compared compared, Declaration.Stack declared, Found.Stack found) {
        compared.same("name", declared.name(), found.name());
        compared.same("regionId", declared.region().value(), found.region().value());
        declared.version().ifPresent(version -> compared.same("version", version, found.version()));
        if (declared.clientSecret().isPresent()) {
            Secret stored = creator.secret(tx, declared.organization(), declared.id());
            if (!stored.equals(declared.clientSecret().orElseThrow())) {
                compared.differs("clientSecret", "***", "another one");
            }
        }
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    private void missing(ConfigNode at, String object) {
        add(new Finding.Missing(at.where(), object));
    }

    private void contradiction(ConfigNode at, String sentence) {
        add(new Finding.Contradiction(at.where(), sentence));
    }

    private Compared compared(ConfigNode at, String object) {
        return new Compared(at, object);
    }

    /// Where the differences of one object are told.
    private final class Compared {
        private final ConfigNode at;
        private final String object;

        Compared(ConfigNode at, String object) {
            this.at = at;
            this.object = object;
        }

        void same(String field, String expected, String actual) {
            if (!expected.equals(actual)) {
                differs(field, expected, actual);
            }
        }

        void ignoringCase(String field, String expected, String actual) {
            if (!expected.equalsIgnoreCase(actual)) {
                differs(field, expected, actual);
            }
        }

        void differs(String field, String expected, String actual) {
            findings.add(
                    new Finding.Mismatch(at.get(field).where(), object, field, expected, actual));
        }
    }
}
