package dev.atrium.membership.invitation;

import dev.atrium.http.Request;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.InvitationId;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.PolicyId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.policy.Role;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.Listing;
import dev.atrium.membership.user.EmailAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Invitations over HTTP: of the caller, and of an organization.
public final class InvitationApi {
    private final Invitations invitations;

    public InvitationApi(Invitations invitations) {
        this.invitations = invitations;
    }

    /// @param role what accepting gives, in the words of clients from before policies
    /// @param link for the invited person, where no mail takes it there
    private record Wire(
            String id,
            String organizationId,
            String userEmail,
            String status,
            Instant creationDate,
            Instant updatedAt,
            Instant lastUpdate,
            Instant expiresAt,
            @Nullable String userId,
            @Nullable String creatorId,
            long policyId,
            String role,
            @Nullable String link) {
        static Wire of(Invitation invitation) {
            return of(invitation, null);
        }

        static Wire of(Invitation invitation, @Nullable String link) {
            PolicyId policy = invitation.policy().orElse(PolicyId.ORGANIZATION_GUEST_STACK_GUEST);
            return new Wire(
                    invitation.id().value(),
                    invitation.organization().value(),
                    invitation.email(),
                    invitation.status().name(),
                    invitation.createdAt(),
                    invitation.updatedAt(),
                    invitation.updatedAt(),
                    invitation.expiresAt(),
                    invitation.user().map(UserId::value).orElse(null),
                    invitation.creator().orElse(null),
                    policy.value(),
                    policy.organizationRole(),
                    link);
        }
    }

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_INVITATIONS, this::mine),
                gate.guard(Operation.ACCEPT_INVITATION, this::accept),
                gate.guard(Operation.DECLINE_INVITATION, this::reject),
                gate.guard(Operation.LIST_ORGANIZATION_INVITATIONS, this::ofOrganization),
                gate.guard(Operation.CREATE_INVITATION, this::create),
                gate.guard(Operation.DELETE_INVITATION, this::delete));
    }

    private Response create(Call call) {
        EmailAddress email = new EmailAddress(call.request().query().text("email"));
        Invitations.Sent sent =
                invitations.create(
                        call.caller(), call.organization(), email, wanted(call.request()));
        return Data.of(
                sent.created() ? 201 : 200,
                Wire.of(sent.invitation(), sent.link().map(Object::toString).orElse(null)));
    }

    /// Clients of today send no body; older ones name a role in it, or send an empty object.
    private static Invitations.Wanted wanted(Request request) {
        Body body = Body.of(request);
        return new Invitations.Wanted(
                body.optionalNumber("policyId").map(PolicyId::new),
                body.optionalText("role", 20)
                        .filter(role -> !role.isEmpty())
                        .map(role -> Role.of("role", role)));
    }

    private Response delete(Call call) {
        invitations.cancel(call.caller(), call.organization(), invitation(call));
        return Response.empty(204);
    }

    private Response mine(Call call) {
        Optional<Invitation.Status> status = status(call);
        Optional<OrganizationId> organization =
                call.idFilter("organization").map(OrganizationId::new);
        return listing(
                        (after, limit) ->
                                invitations.mine(call.caller(), status, organization, after, limit))
                .answer(call.request());
    }

    private Response ofOrganization(Call call) {
        Optional<Invitation.Status> status = status(call);
        return listing(
                        (after, limit) ->
                                invitations.ofOrganization(
                                        call.organization(), status, after, limit))
                .answer(call.request());
    }

    private static Listing<Invitation> listing(Listing.Rows<Invitation> rows) {
        return new Listing<>("invitations", rows, found -> found.id().value(), Wire::of);
    }

    private Response accept(Call call) {
        invitations.accept(call.user(), invitation(call));
        return Response.empty(204);
    }

    private Response reject(Call call) {
        invitations.reject(call.user(), invitation(call));
        return Response.empty(204);
    }

    private static InvitationId invitation(Call call) {
        return new InvitationId(call.request().segment("invitationId"));
    }

    private static Optional<Invitation.Status> status(Call call) {
        return call.filter("status")
                .map(
                        text ->
                                Arrays.stream(Invitation.Status.values())
                                        .filter(status -> status.name().equals(text))
                                        .findFirst()
                                        .orElseThrow(
                                                () ->
                                                        new Problem.Invalid(
                                                                "status",
                                                                "\""
                                                                        + text
                                                                        + "\" is not a status (expected PENDING, ACCEPTED, REJECTED or CANCELLED)")));
    }
}
