package dev.atrium.membership.wizard;

import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.membership.id.PolicyId;
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
    private final List<String> problems = new ArrayList<>();
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
        if (!problems.isEmpty()) {
            throw new WizardProblem(problems);
        }
        return created;
    }

    private void user(Tx tx, Declaration.User user) {
        Compared compared = new Compared(user.at(), "user " + user.id());
        Optional<User> existing = users.find(tx, user.id());
        if (existing.isPresent()) {
            compared.ignoringCase("email", user.email(), existing.orElseThrow().email());
            user.role()
                    .ifPresent(
                            role ->
                                    compared.same(
                                            "role",
                                            role.name(),
                                            existing.orElseThrow().role().name()));
            user.connector()
                    .ifPresent(
                            connector ->
                                    compared.same(
                                            "connector",
                                            connector,
                                            store.user(tx, user.id())
                                                    .flatMap(WizardStore.FoundUser::connector)
                                                    .orElse("")));
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

    private void organization(Tx tx, Declaration.Organization organization) {
        Compared compared = new Compared(organization.at(), "organization " + organization.id());
        if (users.find(tx, organization.owner()).isEmpty()) {
            missing(organization.at().get("ownerId"), "user", organization.owner());
            return;
        }
        if (organization
                .defaultPolicy()
                .filter(policy -> !store.policyExists(tx, organization.id(), policy))
                .isPresent()) {
            problems.add(
                    organization.at().get("defaultPolicyId").where()
                            + ": policy "
                            + organization.defaultPolicy().orElseThrow()
                            + " does not exist (built-in ones are 1, 2, 4, 5, 6, 8, 9, 10)");
            return;
        }
        Optional<WizardStore.FoundOrganization> existing =
                store.organization(tx, organization.id());
        if (existing.isPresent()) {
            compare(compared, organization, existing.orElseThrow());
            creator.features(tx, organization.id(), organization.features());
            return;
        }
        Optional<String> domainOwner =
                organization.domain().flatMap(domain -> store.organizationOfDomain(tx, domain));
        if (domainOwner.isPresent()) {
            problems.add(
                    organization.at().get("domain").where()
                            + ": the domain belongs to organization "
                            + domainOwner.orElseThrow());
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
            Compared compared,
            Declaration.Organization declared,
            WizardStore.FoundOrganization found) {
        compared.same("ownerId", declared.owner().value(), found.owner());
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
                                        found.defaultPolicy().map(String::valueOf).orElse("")));
    }

    private void region(Tx tx, Declaration.Region region) {
        Compared compared = new Compared(region.at(), "region " + region.id());
        if (store.organization(tx, region.organization()).isEmpty()) {
            missing(region.at().get("organizationId"), "organization", region.organization());
            return;
        }
        Optional<WizardStore.FoundRegion> existing = store.region(tx, region.id());
        if (existing.isPresent()) {
            compared.same("name", region.name(), existing.orElseThrow().name());
            compared.same(
                    "organizationId",
                    region.organization().value(),
                    existing.orElseThrow().organization().orElse(""));
            compared.same(
                    "baseUrl",
                    region.baseUrl(),
                    existing.orElseThrow().baseUrl().replaceAll("/+$", ""));
        } else {
            Optional<String> namesake =
                    store.regionOfName(tx, region.organization(), region.name());
            if (namesake.isPresent()) {
                compared.differs("id", region.id().value(), namesake.orElseThrow());
                return;
            }
            create(tx, region);
        }
        versions(tx, region, compared);
    }

    private void create(Tx tx, Declaration.Region region) {
        Optional<String> owner =
                store.organization(tx, region.organization())
                        .map(organization -> organization.owner());
        creator.region(
                tx,
                new RegionStore.Created(
                        region.id(),
                        region.name(),
                        region.baseUrl(),
                        region.organization(),
                        owner,
                        true,
                        Optional.empty()));
        created++;
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

    private void stack(Tx tx, Declaration.Stack stack) {
        Compared compared =
                new Compared(stack.at(), "stack " + stack.organization() + "/" + stack.id());
        if (store.organization(tx, stack.organization()).isEmpty()) {
            missing(stack.at().get("organizationId"), "organization", stack.organization());
            return;
        }
        Optional<WizardStore.FoundRegion> region = store.region(tx, stack.region());
        if (region.isEmpty()
                || region.orElseThrow()
                        .organization()
                        .filter(owner -> !owner.equals(stack.organization().value()))
                        .isPresent()) {
            missing(
                    stack.at().get("regionId"),
                    "region of organization " + stack.organization(),
                    stack.region());
            return;
        }
        boolean agent = region.orElseThrow().credentials();
        Optional<WizardStore.FoundStack> existing =
                store.stack(tx, stack.organization(), stack.id());
        if (existing.isPresent()) {
            compare(tx, compared, stack, existing.orElseThrow());
            creator.modules(
                    tx, stack, stack.modules().orElse(List.of()), creator.readyAtOnce(agent));
            return;
        }
        if (store.nameTaken(tx, stack.organization(), stack.id())) {
            problems.add(
                    stack.at().get("id").where()
                            + ": another organization's stack is already called "
                            + stack.organization()
                            + "-"
                            + stack.id()
                            + ", which is how hosts and regions name stacks");
            return;
        }
        creator.stack(tx, stack, agent);
        created++;
    }

    private void compare(
            Tx tx, Compared compared, Declaration.Stack declared, WizardStore.FoundStack found) {
        compared.same("name", declared.name(), found.name());
        compared.same("regionId", declared.region().value(), found.region());
        declared.version().ifPresent(version -> compared.same("version", version, found.version()));
        if (declared.clientSecret().isPresent()) {
            Secret stored = creator.secret(tx, declared.organization(), declared.id());
            if (!stored.equals(declared.clientSecret().orElseThrow())) {
                compared.differs("clientSecret", "***", "another one");
            }
        }
    }

    private void missing(ConfigNode at, String kind, Object id) {
        problems.add(at.where() + ": " + kind + " " + id + " does not exist");
    }

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
            problems.add(
                    new Mismatch(at.get(field).where(), object, field, expected, actual)
                            .sentence());
        }
    }
}
