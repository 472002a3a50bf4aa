package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The one query from a caller to scopes. For a person the union of their policy in the
/// organization and, where a stack is named, the one on that stack, which counts for members only.
/// A platform administrator has every scope everywhere; a client has what clients can have in the
/// organization that made it, and nothing once it was deleted.
public final class RightsStore {

    public Rights of(
            Tx tx, Caller caller, Optional<OrganizationId> organization, Optional<StackId> stack) {
        return switch (caller) {
            case Caller.Person person -> ofPerson(tx, person.id(), organization, stack);
            case Caller.OrganizationClient client -> ofClient(tx, client, organization);
        };
    }

    private static Rights ofClient(
            Tx tx, Caller.OrganizationClient client, Optional<OrganizationId> organization) {
        boolean known =
                tx.sql()
                        .createQuery(
                                """
                                select exists (select 1 from membership.organization_clients
                                               where id = :id and organization_id = :organization)
                                """)
                        .bind("id", client.id().value())
                        .bind("organization", client.organization().value())
                        .mapTo(Boolean.class)
                        .one();
        return new Rights(
                known,
                known && organization.filter(client.organization()::equals).isPresent(),
                known ? Scope.forClients() : Set.of());
    }

    private static Rights ofPerson(
            Tx tx, UserId user, Optional<OrganizationId> organization, Optional<StackId> stack) {
        return tx.sql()
                .createQuery(
                        """
                        select account.role,
                               exists (select 1 from membership.organizations o where o.id = :organization) as exists,
                               member.user_id is not null as member,
                               array(select distinct scope.label
                                     from (select member.policy_id
                                           union
                                           select access.policy_id
                                           from membership.stack_users access
                                           where access.organization_id = :organization
                                             and access.stack_id = :stack
                                             and access.user_id = account.id
                                             and member.user_id is not null) policy
                                     join membership.policy_scopes given on given.policy_id = policy.policy_id
                                     join membership.scopes scope
                                       on scope.id = given.scope_id and scope.application_id is null) as labels
                        from membership.users account
                        left join membership.organization_users member
                          on member.user_id = account.id and member.organization_id = :organization
                        where account.id = :user
                        """)
                .bind("user", user.value())
                .bind("organization", organization.map(OrganizationId::value).orElse(""))
                .bind("stack", stack.map(StackId::value).orElse(""))
                .map(
                        (row, _) -> {
                            boolean admin = row.getString("role").equals("ADMIN");
                            return new Rights(
                                    true,
                                    row.getBoolean("exists") && (admin || row.getBoolean("member")),
                                    admin
                                            ? EnumSet.allOf(Scope.class)
                                            : scopes(row.getArray("labels")));
                        })
                .findOne()
                .orElseGet(() -> new Rights(false, false, Set.of()));
    }

    private static Set<Scope> scopes(Array labels) throws SQLException {
        List<String> texts = Arrays.asList((String[]) labels.getArray());
        return texts.stream().map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
