package dev.atrium.membership.wizard;

import dev.atrium.kernel.Problem;
import dev.atrium.kernel.RandomIds;
import dev.atrium.kernel.Secret;
import dev.atrium.kernel.config.ConfigNode;
import dev.atrium.kernel.config.ConfigProblem;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.stack.Life;
import dev.atrium.membership.user.User;
import dev.atrium.membership.user.UserStore;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/// What one transaction adds, object by object: the id of what people call the same is looked up,
/// or made, and then the object is compared or created as a declared one is.
final class Additions {
    private final Tx tx;
    private final Creator creator;
    private final RandomIds ids;
    private final Reconciler reconciler;
    private final DeclarationReader reader = new DeclarationReader();
    private final WizardStore store = new WizardStore();
    private final UserStore users = new UserStore();

    Additions(Tx tx, Creator creator, RandomIds ids) {
        this.tx = tx;
        this.creator = creator;
        this.ids = ids;
        this.reconciler = new Reconciler(creator);
    }

    Configuration.Made<Found.User> user(Typed typed) {
        String email = typed.get("email").requiredText();
        List<String> same =
                users.byEmail(tx, email).stream().map(User::id).map(UserId::value).toList();
        Declaration.User user =
                reader.user(named(typed, "users of " + email, same, this::uuid).node());
        int before = reconciler.created();
        reconciler.user(tx, user);
        reconciler.refuse();
        boolean joined = join(user.id(), typed);
        reconciler.refuse();
        return new Configuration.Made<>(
                store.user(tx, user.id()).orElseThrow(),
                joined || reconciler.created() > before,
                Optional.empty(),
                List.of());
    }

    private boolean join(UserId user, Typed typed) {
        ConfigNode at = typed.get("organizationId");
        ConfigNode role = typed.get("organizationRole");
        if (at.isAbsent()) {
            if (role.isAbsent()) {
                return false;
            }
            throw new ConfigProblem(
                    role, "needs " + at.where() + ", since it is the role in an organization");
        }
        OrganizationId organization = new OrganizationId(at.requiredText());
        PolicyId policy = policy(role);
        if (store.organization(tx, organization).isEmpty()) {
            reconciler.add(new Finding.Missing(at.where(), "organization " + organization));
            return false;
        }
        Optional<PolicyId> present =
                store.user(tx, user).map(found -> found.policies().get(organization));
        if (present.isEmpty()) {
            creator.member(tx, organization, user, policy);
            return true;
        }
        if (!role.isAbsent() && !present.orElseThrow().equals(policy)) {
            reconciler.add(
                    new Finding.Mismatch(
                            role.where(),
                            "user " + user + " in organization " + organization,
                            "role",
                            roleOf(policy),
                            roleOf(present.orElseThrow())));
        }
        return false;
    }

    private static PolicyId policy(ConfigNode role) {
        String text = role.text().orElse("GUEST");
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "ADMIN" -> PolicyId.ORGANIZATION_ADMIN_STACK_ADMIN;
            case "GUEST" -> PolicyId.ORGANIZATION_GUEST_STACK_GUEST;
            default ->
                    throw new ConfigProblem(
                            role, "\"" + text + "\" is not a role (expected ADMIN or GUEST)");
        };
    }

    private static String roleOf(PolicyId policy) {
        if (policy.equals(PolicyId.ORGANIZATION_ADMIN_STACK_ADMIN)) {
            return "ADMIN";
        }
        return policy.equals(PolicyId.ORGANIZATION_GUEST_STACK_GUEST)
                ? "GUEST"
                : "policy " + policy;
    }

    Configuration.Made<Found.Organization> organization(Typed typed) {
        String name = typed.get("name").requiredText();
        Typed owned = owned(typed);
        UserId owner = new UserId(owned.get("ownerId").requiredText());
        Declaration.Organization organization =
                reader.organization(
                        named(
                                        owned,
                                        "organizations named " + name,
                                        organizations(name, owner),
                                        () -> ids.letters(12))
                                .node());
        int before = reconciler.created();
        reconciler.organization(tx, organization);
        reconciler.refuse();
        boolean created = reconciler.created() > before;
        return new Configuration.Made<>(
                store.organization(tx, organization.id()).orElseThrow(),
                created,
                Optional.empty(),
                created ? DeclarationReader.unwise(organization) : List.of());
    }

    /// Those of the name; where there are several, those of the owner among them.
    private List<String> organizations(String name, UserId owner) {
        List<OrganizationId> same = store.organizationsOfName(tx, name);
        List<OrganizationId> own = store.ownedBy(tx, owner);
        return same.stream()
                .filter(id -> same.size() == 1 || own.contains(id))
                .map(OrganizationId::value)
                .toList();
    }

    private Typed owned(Typed typed) {
        ConfigNode id = typed.get("ownerId");
        ConfigNode email = typed.get("ownerEmail");
        if (id.isAbsent() && email.isAbsent()) {
            throw new ConfigProblem(id, "is required, or " + email.where());
        }
        if (!id.isAbsent() && !email.isAbsent()) {
            throw new ConfigProblem(email, "says who the owner is, as does " + id.where());
        }
        return email.isAbsent()
                ? typed
                : typed.or(
                        "ownerId",
                        user(Typed.nothing().with("email", email.where(), email.requiredText()))
                                .object()
                                .id()
                                .value());
    }

    Configuration.Made<Found.Region> region(Typed typed) {
        String name = typed.get("name").requiredText();
        Optional<OrganizationId> organization =
                typed.get("organizationId").text().map(OrganizationId::new);
        List<String> same =
                store.regionsOfName(tx, organization, name).stream().map(id -> id.value()).toList();
        Declaration.Region region =
                reader.region(
                        named(typed, "regions named " + name, same, this::uuid).node(),
                        organization,
                        typed.get("production").bool(),
                        typed.get("agent").bool().orElse(organization.isPresent()));
        int before = reconciler.created();
        Optional<Secret> secret = reconciler.region(tx, region);
        reconciler.refuse();
        return new Configuration.Made<>(
                store.region(tx, region.id()).orElseThrow(),
                reconciler.created() > before,
                secret,
                List.of());
    }

    Configuration.Made<Found.Stack> stack(Typed typed) {
        String name = typed.get("name").requiredText();
        OrganizationId organization =
                new OrganizationId(typed.get("organizationId").requiredText());
        List<String> same =
                store.stacksOfName(tx, organization, name).stream().map(id -> id.value()).toList();
        Declaration.Stack stack =
                reader.stack(
                        named(typed, "stacks named " + name, same, () -> ids.letters(4)).node());
        Optional<Secret> secret = reconciler.stack(tx, stack);
        Optional<Found.Stack> found = store.stack(tx, organization, stack.id());
        if (found.filter(there -> there.life().state() == Life.State.DELETED).isPresent()) {
            reconciler.add(
                    new Finding.Mismatch(
                            stack.at().get("id").where(),
                            "stack " + organization + "/" + stack.id(),
                            "state",
                            Life.State.ACTIVE.name(),
                            Life.State.DELETED.name()));
        }
        reconciler.refuse();
        return new Configuration.Made<>(found.orElseThrow(), secret.isPresent(), secret, List.of());
    }

    Configuration.Beginning begin(Typed user, Typed organization, Typed region, Typed stack) {
        ConfigNode role = user.get("organizationRole");
        if (policy(role).equals(PolicyId.ORGANIZATION_GUEST_STACK_GUEST) && !role.isAbsent()) {
            throw new ConfigProblem(role, "whoever owns an organization is its ADMIN");
        }
        Configuration.Made<Found.User> owner = user(user.without("organizationRole"));
        Configuration.Made<Found.Organization> made =
                organization(organization.or("ownerId", owner.object().id().value()));
        String id = made.object().id().value();
        Configuration.Made<Found.Region> place =
                region(region.or("organizationId", id).or("agent", "false"));
        return new Configuration.Beginning(
                owner,
                made,
                place,
                stack(stack.or("organizationId", id).or("regionId", place.object().id().value())));
    }

    private Typed named(Typed typed, String several, List<String> same, Supplier<String> fresh) {
        if (same.size() > 1 && typed.get("id").isAbsent()) {
            throw new Problem.Conflict(
                    "there are several " + several + ", with the ids " + String.join(", ", same));
        }
        return typed.or("id", same.isEmpty() ? fresh.get() : same.getFirst());
    }

    private String uuid() {
        return ids.uuid().toString();
    }
}
