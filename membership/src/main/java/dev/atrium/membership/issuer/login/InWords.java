package dev.atrium.membership.issuer.login;

import dev.atrium.membership.access.Scope;
import dev.atrium.membership.issuer.token.LoginScopes;
import dev.atrium.membership.issuer.token.Reach;
import dev.atrium.membership.issuer.token.Target;
import java.util.ArrayList;
import java.util.List;

/// What approving means, in words for a person.
final class InWords {
    private InWords() {}

    static List<String> of(Target target, List<String> asked, Reach.Granted reach) {
        List<String> points = new ArrayList<>();
        long rights = count(reach.scopes());
        switch (target) {
            case Target.Root _ -> {
                points.add("act for you, with all your rights");
                if (asked.contains(LoginScopes.ACCESSES)) {
                    points.add("see your organizations and stacks");
                }
            }
            case Target.Organization organization ->
                    points.add(
                            "act for you in organization "
                                    + organization.id()
                                    + ", with "
                                    + rights
                                    + (rights == 1 ? " right" : " rights")
                                    + (rights < count(asked)
                                            ? " (all of those it asks for that you have)"
                                            : ""));
            case Target.Stack stack ->
                    points.add(
                            (reach.scopes().contains(Scope.STACK_WRITE.label())
                                            ? "read and change "
                                            : "read ")
                                    + "stack "
                                    + stack.within()
                                    + "/"
                                    + stack.id());
            case Target.Application application ->
                    points.add("use application " + application.alias());
        }
        if (asked.contains(LoginScopes.OFFLINE)) {
            points.add("keep this access while you are away");
        }
        return points;
    }

    private static long count(List<String> scopes) {
        return scopes.stream().filter(scope -> Scope.of(scope).isPresent()).count();
    }
}
