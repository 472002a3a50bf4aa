package dev.atrium.membership.issuer.token;

import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Rights;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares what a token is asked for with what its caller may do. Scopes beyond it are left out,
/// since clients ask for all there are; a target out of reach is refused, in the same words whether
/// or not it exists.
public final class Reaches {
    private static final Set<Scope> ON_STACKS = Set.of(Scope.STACK_READ, Scope.STACK_WRITE);

    private final Database database;
    private final RightsStore rights;
    private final AccessStore accesses;
    private final ApplicationAccessStore applications;

    public Reaches(
            Database database,
            RightsStore rights,
            AccessStore accesses,
            ApplicationAccessStore applications) {
        this.database = database;
        this.rights = rights;
        this.accesses = accesses;
        this.applications = applications;
    }

    public Reach of(UserId user, Target target, List<String> scopes) {
        return of(new Caller.Person(user), target, scopes);
    }

    Reach of(Caller caller, Target target, List<String> scopes) {
        return database.read(tx -> of(tx, caller, target, scopes));
    }

    private Reach of(Tx tx, Caller caller, Target target, List<String> scopes) {
        return switch (target) {
            case Target.Root _ ->
                    rights.of(tx, caller, Optional.empty(), Optional.empty()).known()
                            ? new Reach.Granted(personal(scopes).toList(), Optional.empty())
                            : new Reach.Refused("This account does not exist any more.");
            case Target.Organization organization ->
                    organization(tx, caller, organization.id(), scopes);
            case Target.Stack stack -> stack(tx, caller, stack, scopes);
            case Target.Application application -> application(tx, caller, application, scopes);
        };
    }

    private Reach organization(Tx tx, Caller caller, OrganizationId id, List<String> scopes) {
        Rights held = rights.of(tx, caller, Optional.of(id), Optional.empty());
        return held.inside()
                ? new Reach.Granted(
                        granted(scopes, scopes, labels(held.scopes())), Optional.empty())
                : new Reach.Refused("There is no organization \"" + id + "\" that you belong to.");
    }

    private Reach stack(Tx tx, Caller caller, Target.Stack stack, List<String> scopes) {
        Rights held = rights.of(tx, caller, Optional.of(stack.within()), Optional.of(stack.id()));
        Optional<String> address =
                held.inside() ? accesses.address(tx, stack.within(), stack.id()) : Optional.empty();
        Set<String> usable =
                labels(
                        ON_STACKS.stream()
                                .filter(held.scopes()::contains)
                                .collect(Collectors.toSet()));
        if (address.isEmpty() || usable.isEmpty()) {
            return new Reach.Refused(
                    "There is no stack \""
                            + stack.within()
                            + "/"
                            + stack.id()
                            + "\" that you may use.");
        }
        return new Reach.Granted(
                granted(scopes, stack.scopes(), usable),
                Optional.of(address.orElseThrow() + "/api/auth"));
    }

    private Reach application(
            Tx tx, Caller caller, Target.Application application, List<String> scopes) {
        Optional<ApplicationAccessStore.Usable> usable =
                application
                        .within()
                        .filter(
                                id ->
                                        rights.of(tx, caller, Optional.of(id), Optional.empty())
                                                .inside())
                        .flatMap(id -> applications.find(tx, caller, id, application.alias()))
                        .filter(found -> !found.scopes().isEmpty());
        return usable.<Reach>map(
                        found ->
                                new Reach.Granted(
                                        granted(
                                                scopes,
                                                application.scopes(),
                                                Set.copyOf(found.scopes())),
                                        Optional.of(found.url())))
                .orElseGet(
                        () ->
                                new Reach.Refused(
                                        "There is no application \""
                                                + application.alias()
                                                + "\" that you may use."));
    }

    private static Set<String> labels(Set<Scope> scopes) {
        return scopes.stream().map(Scope::label).collect(Collectors.toSet());
    }

    private static List<String> granted(
            List<String> scopes, List<String> rightsAsked, Set<String> held) {
        List<String> granted = new ArrayList<>(personal(scopes).toList());
        rightsAsked.stream()
                .filter(held::contains)
                .filter(label -> !granted.contains(label))
                .forEach(granted::add);
        return granted;
    }

    private static Stream<String> personal(List<String> scopes) {
        return scopes.stream().filter(LoginScopes.PERSONAL::contains);
    }
}
