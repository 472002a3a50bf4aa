package dev.atrium.membership.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.policy.Role;
import dev.atrium.membership.rest.Blank;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.membership.user.User;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Organizations over HTTP.
public final class OrganizationApi {
    private static final String ORGANIZATION_ROLE = "defaultOrganizationAccess";
    private static final String STACK_ROLE = "defaultStackAccess";

    private final Organizations organizations;

    public OrganizationApi(Organizations organizations) {
        this.organizations = organizations;
    }

    /// `defaultPolicyID` is always there, if only as null; `defaultOrganizationAccess` and
    /// `defaultStackAccess` are the same in the words of clients from before policies.
    private record Wire(
            String id,
            String name,
            String ownerId,
            @Nullable String domain,
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Long defaultPolicyID,
            String defaultOrganizationAccess,
            String defaultStackAccess,
            int availableStacks,
            int availableSandboxes,
            Instant createdAt,
            Instant updatedAt,
            @Nullable Long totalStacks,
            @Nullable Long totalUsers,
            User.@Nullable Wire owner) {
        static Wire of(Organization organization, boolean expanded) {
            PolicyId joining =
                    organization.defaultPolicy().orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
            return new Wire(
                    organization.id().value(),
                    organization.name(),
                    organization.owner().id().value(),
                    organization.domain().orElse(null),
                    organization.defaultPolicy().map(PolicyId::value).orElse(null),
                    joining.organizationRole(),
                    joining.stackRole(),
                    organization.quota().stacks(),
                    organization.quota().sandboxes(),
                    organization.createdAt(),
                    organization.updatedAt(),
                    expanded ? organization.counts().stacks() : null,
                    expanded ? organization.counts().users() : null,
                    expanded ? organization.owner().wire() : null);
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_ORGANIZATIONS, call -> list(call, call.on("expand"))),
                gate.guard(Operation.LIST_ORGANIZATIONS_EXPANDED, call -> list(call, true)),
                gate.guard(Operation.CREATE_ORGANIZATION, this::create),
                gate.guard(Operation.READ_ORGANIZATION, this::read),
                gate.guard(Operation.UPDATE_ORGANIZATION, this::update),
                gate.guard(Operation.DELETE_ORGANIZATION, this::delete));
    }

    private Response create(Call call) {
        Body body = Body.of(call.request());
        Organization created =
                organizations.create(call.user(), wanted(body, joining(body, false)));
        return Data.of(201, Wire.of(created, false));
    }

    private Response update(Call call) {
        Body body = Body.of(call.request());
        Organization updated =
                organizations.update(
                        call.caller(), call.organization(), wanted(body, joining(body, true)));
        return Data.of(200, Wire.of(updated, false));
    }

    private Response delete(Call call) {
        organizations.delete(call.caller(), call.organization());
        return Response.empty(204);
    }

    private static Organizations.Wanted wanted(
            Body body, Function<Optional<PolicyId>, Optional<PolicyId>> joining) {
        return new Organizations.Wanted(
                body.words("name", 200),
                body.optionalText("ownerID", 200).filter(id -> !id.isEmpty()).map(UserId::new),
                body.optionalText("domain", 253)
                        .map(Blank::strip)
                        .filter(text -> !text.isEmpty())
                        .map(Domain::new),
                joining);
    }

    /// The default policy by its id, or in the roles of clients from before policies. Those send
    /// back what they were shown, which must not replace a policy that roles cannot say.
    private static Function<Optional<PolicyId>, Optional<PolicyId>> joining(
            Body body, boolean replacing) {
        if (body.names("defaultPolicyID")) {
            Optional<PolicyId> named =
                    body.optionalNumber("defaultPolicyID").filter(id -> id != 0).map(PolicyId::new);
            return replacing ? _ -> named : present -> named.or(() -> present);
        }
        Optional<Role> inOrganization = role(body, ORGANIZATION_ROLE);
        Optional<Role> onStacks = role(body, STACK_ROLE);
        if (inOrganization.isEmpty() && onStacks.isEmpty()) {
            if (replacing) {
                throw new Problem.Invalid("defaultPolicyID", "is required, null for none");
            }
            return present -> present;
        }
        return present -> {
            PolicyId shown = present.orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
            Role organizationRole = inOrganization.orElse(Role.valueOf(shown.organizationRole()));
            Role stackRole = onStacks.orElse(Role.valueOf(shown.stackRole()));
            return organizationRole.name().equals(shown.organizationRole())
                            && stackRole.name().equals(shown.stackRole())
                    ? present
                    : Optional.of(organizationRole.inOrganization(ORGANIZATION_ROLE, stackRole));
        };
    }

    private static Optional<Role> role(Body body, String name) {
        return body.optionalText(name, 20)
                .filter(text -> !text.isEmpty())
                .map(text -> Role.of(name, text));
    }

    private Response list(Call call, boolean expanded) {
        return new Listing<Organization>(
                        "organizations",
                        (after, limit) ->
                                organizations.mine(call.caller(), call.boundTo(), after, limit),
                        organization -> organization.id().value(),
                        organization -> Wire.of(organization, expanded))
                .answer(call.request());
    }

    private Response read(Call call) {
        return Data.of(200, Wire.of(organizations.read(call.organization()), call.on("expand")));
    }
}
