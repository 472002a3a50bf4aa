package dev.atrium.membership.application;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.atrium.http.Response;
import dev.atrium.http.Route;
import dev.atrium.kernel.Problem;
import dev.atrium.membership.access.Call;
import dev.atrium.membership.access.Gate;
import dev.atrium.membership.access.Operation;
import dev.atrium.membership.id.ApplicationId;
import dev.atrium.membership.rest.Body;
import dev.atrium.membership.rest.Data;
import dev.atrium.membership.rest.WebAddress;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The catalogue of applications over HTTP, and what an organization uses of it.
public final class ApplicationApi {
    private static final int USUAL_PAGE = 15;
    private static final int LARGEST_PAGE = 1_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_NAME = 255;

    /// Clients write it into a URI as it is.
    private static final Pattern ALIAS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /// A word of a list that is separated by spaces.
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,127}");

    private final Applications applications;

    public ApplicationApi(Applications applications) {
        this.applications = applications;
    }

    private record ScopeWire(
            long id,
            String label,
            String description,
            String applicationId,
            @JsonProperty("protected") boolean isProtected,
            Instant createdAt,
            Instant updatedAt) {
        static ScopeWire of(ApplicationId application, Application.Scope scope) {
            return new ScopeWire(
                    scope.id(),
                    scope.label(),
                    scope.description(),
                    application.value(),
                    scope.isProtected(),
                    scope.createdAt(),
                    scope.updatedAt());
        }
    }

    /// @param scopes where a single one is read
    private record Wire(
            String id,
            String name,
            String description,
            String url,
            String alias,
            Instant createdAt,
            Instant updatedAt,
            @Nullable List<ScopeWire> scopes) {
        static Wire of(Application application) {
            return of(application, null);
        }

        static Wire of(Applications.Whole whole) {
            ApplicationId id = whole.application().id();
            return of(
                    whole.application(),
                    whole.scopes().stream().map(scope -> ScopeWire.of(id, scope)).toList());
        }

        private static Wire of(Application application, @Nullable List<ScopeWire> scopes) {
            Application.Described described = application.described();
            return new Wire(
                    application.id().value(),
                    described.name(),
                    described.description(),
                    described.url(),
                    described.alias(),
                    application.createdAt(),
                    application.updatedAt(),
                    scopes);
        }
    }

    private record EnabledWire(String organizationId, String applicationId, Instant createdAt) {}

    private record DelegationWire(long scopeId, long delegatesToScopeId, Instant createdAt) {}

    private record Page(int pageSize, boolean hasMore, List<Wire> data) {}

    private record Cursor(Page cursor) {}

    public List<Route> routes(Gate gate) {
        return List.of(
                gate.guard(Operation.LIST_APPLICATIONS, call -> page(call, applications::list)),
                gate.guard(Operation.CREATE_APPLICATION, this::create),
                gate.guard(
                        Operation.GET_APPLICATION,
                        call -> Data.of(200, Wire.of(applications.read(application(call))))),
                gate.guard(Operation.UPDATE_APPLICATION, this::update),
                gate.guard(Operation.DELETE_APPLICATION, this::delete),
                gate.guard(Operation.CREATE_APPLICATION_SCOPE, this::createScope),
                gate.guard(Operation.DELETE_APPLICATION_SCOPE, this::deleteScope),
                gate.guard(Operation.CREATE_SCOPE_DELEGATION, this::delegate),
                gate.guard(Operation.DELETE_SCOPE_DELEGATION, this::undelegate),
                gate.guard(
                        Operation.LIST_ORGANIZATION_APPLICATIONS,
                        call ->
                                page(
                                        call,
                                        (skip, limit) ->
                                                applications.enabled(
                                                        call.organization(), skip, limit))),
                gate.guard(
                        Operation.GET_ORGANIZATION_APPLICATION,
                        call ->
                                Data.of(
                                        200,
                                        Wire.of(
                                                applications.readEnabled(
                                                        call.organization(), application(call))))),
                gate.guard(Operation.ENABLE_APPLICATION_FOR_ORGANIZATION, this::enable),
                gate.guard(Operation.DISABLE_APPLICATION_FOR_ORGANIZATION, this::disable));
    }

    @FunctionalInterface
    private interface Rows {
        List<Application> read(long skip, int limit);
    }

    /// Pages by number, as the document has it for these lists alone.
    private static Response page(Call call, Rows rows) {
        int size = number(call, "pageSize", USUAL_PAGE, 1, LARGEST_PAGE);
        int page = number(call, "page", 0, 0, Integer.MAX_VALUE);
        List<Application> read = rows.read((long) page * size, size + 1);
        boolean more = read.size() > size;
        return Response.json(
                200,
                new Cursor(
                        new Page(
                                size,
                                more,
                                (more ? read.subList(0, size) : read)
                                        .stream().map(Wire::of).toList())));
    }

    private static int number(Call call, String name, int usual, int least, int most) {
        return call.filter(name)
                .map(
                        text -> {
                            try {
                                int number = Integer.parseInt(text);
                                if (number >= least && number <= most) {
                                    return number;
                                }
                            } catch (NumberFormatException _) {
                                // refused below, like a number out of range
                            }
                            throw new Problem.Invalid(
                                    name,
                                    "\""
                                            + text
                                            + "\" is not a number from "
                                            + least
                                            + " to "
                                            + most);
                        })
                .orElse(usual);
    }

    private Response create(Call call) {
        return Data.of(201, Wire.of(applications.create(call.caller(), described(call))));
    }

    private Response update(Call call) {
        return Data.of(
                200,
                Wire.of(applications.update(call.caller(), application(call), described(call))));
    }

    private static Application.Described described(Call call) {
        Body body = Body.of(call.request());
        return new Application.Described(
                body.words("name", LONGEST_NAME),
                body.optionalText("description", LONGEST_TEXT).orElse(""),
                body.matching("url", LONGEST_TEXT, WebAddress.WEB, "an absolute http or https URL"),
                body.matching(
                        "alias",
                        LONGEST_NAME,
                        ALIAS,
                        "1 to 63 letters, digits, dots, underscores and hyphens"));
    }

    private Response delete(Call call) {
        applications.delete(call.caller(), application(call));
        return Response.empty(204);
    }

    private Response createScope(Call call) {
        Body body = Body.of(call.request());
        String label =
                body.matching(
                        "label",
                        LONGEST_NAME,
                        LABEL,
                        "1 to 128 letters, digits, dots, colons, slashes, underscores and hyphens");
        if (dev.atrium.membership.access.Scope.of(label).isPresent()) {
            throw new Problem.Invalid("label", "\"" + label + "\" is a scope of Membership's own");
        }
        ApplicationId id = application(call);
        return Data.of(
                201,
                ScopeWire.of(
                        id,
                        applications.createScope(
                                call.caller(),
                                id,
                                label,
                                body.optionalText("description", LONGEST_TEXT).orElse(""))));
    }

    private Response deleteScope(Call call) {
        applications.deleteScope(call.caller(), application(call), scope(call, "scopeID"));
        return Response.empty(204);
    }

    private Response delegate(Call call) {
        long scope = scope(call, "scopeId");
        long to = scope(call, "delegatesToScopeId");
        return Data.of(
                201,
                new DelegationWire(
                        scope,
                        to,
                        applications.delegate(call.caller(), application(call), scope, to)));
    }

    private Response undelegate(Call call) {
        applications.undelegate(
                call.caller(),
                application(call),
                scope(call, "scopeId"),
                scope(call, "delegatesToScopeId"));
        return Response.empty(204);
    }

    private Response enable(Call call) {
        ApplicationId id = application(call);
        return Data.of(
                201,
                new EnabledWire(
                        call.organization().value(),
                        id.value(),
                        applications.enable(call.caller(), call.organization(), id)));
    }

    private Response disable(Call call) {
        applications.disable(call.caller(), call.organization(), application(call));
        return Response.empty(204);
    }

    static ApplicationId application(Call call) {
        return new ApplicationId(call.request().segment("applicationId"));
    }

    private static long scope(Call call, String segment) {
        String text = call.request().segment(segment);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException _) {
            throw new Problem.Invalid(segment, "\"" + text + "\" is not a number");
        }
    }
}
