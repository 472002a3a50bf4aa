package dev.atrium.membership.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.membership.user.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Organizations over HTTP.
public final class OrganizationApi {
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
                gate.guard(Operation.READ_ORGANIZATION, this::read));
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
