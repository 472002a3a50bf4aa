package dev.atrium.membership.issuer.token;

import dev.atrium.membership.access.Caller;
import dev.atrium.membership.access.Rights;
import dev.atrium.membership.access.RightsStore;
import dev.atrium.membership.access.Scope;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Database;
import dev.atrium.storage.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Compares what a token is asked for with what the person may do. Scopes beyond it are left out,
/// since clients ask for all there are; a target out of reach is refused, in the same words whether
/// or not it exists.
public final class Reaches {
    private static final Set<Scope> ON_STACKS = Set.of(Scope.STACK_READ, Scope.STACK_WRITE);

    private final Database database;
    private final RightsStore rights;
    private final AccessStore accesses;

    public Reaches(Database database, RightsStore rights, AccessStore accesses) {
        this.database = database;
        this.rights = rights;
        this.accesses = accesses;
    }

    public Reach of(UserId user, Target target, List<String> scopes) {
        return database.read(tx -> of(tx, user, target, scopes));
    }

    private Reach of(Tx tx, UserId user, Target target, List<String> scopes) {
        return switch (target) {
            case Target.Root _ ->
                    rights.of(tx, new Caller.Person(user), Optional.empty(), Optional.empty())
                                    .known()
                            ? new Reach.Granted(personal(scopes).toList(), Optional.empty())
                            : new Reach.Refused("This account does not exist any more.");
            case Target.Organization organization ->
                    organization(tx, user, organization.id(), scopes);
            case Target.Stack stack -> stack(tx, user, stack, scopes);
            case Target.Application application ->
                    new Reach.Refused(
                            "There is no application \""
                                    + application.alias()
                                    + "\" that you may use.");
        };
    }

    private Reach organization(Tx tx, UserId user, OrganizationId id, List<String> scopes) {
        Rights held = rights.of(tx, new Caller.Person(user), Optional.of(id), Optional.empty());
        return held.inside()
                ? new Reach.Granted(granted(scopes, scopes, held.scopes()), Optional.empty())
                : new Reach.Refused("There is no organization \"" + id + "\" that you belong to.");
    }

    private Reach stack(Tx tx, UserId user, Target.Stack stack, List<String> scopes) {
        Rights held =
                rights.of(
                        tx,
                        new Caller.Person(user),
                        Optional.of(stack.organization()),
                        Optional.of(stack.id()));
        Optional<String> address =
                held.inside()
                        ? accesses.address(tx, stack.organization(), stack.id())
                        : Optional.empty();
        Set<Scope> usable = new java.util.HashSet<>(held.scopes());
        usable.retainAll(ON_STACKS);
        if (address.isEmpty() || usable.isEmpty()) {
            return new Reach.Refused(
                    "There is no stack \""
                            + name(stack.organization(), stack.id())
                            + "\" that you may use.");
        }
        return new Reach.Granted(
                granted(scopes, stack.scopes(), usable),
                Optional.of(address.orElseThrow() + "/api/auth"));
    }

    private static String name(OrganizationId organization, StackId stack) {
        return organization + "/" + stack;
    }

    private static List<String> granted(
            List<String> scopes, List<String> rightsAsked, Set<Scope> held) {
        List<String> granted = new ArrayList<>(personal(scopes).toList());
        rightsAsked.stream()
                .filter(label -> Scope.of(label).filter(held::contains).isPresent())
                .filter(label -> !granted.contains(label))
                .forEach(granted::add);
        return granted;
    }

    private static Stream<String> personal(List<String> scopes) {
        return scopes.stream().filter(LoginScopes.PERSONAL::contains);
    }
}
