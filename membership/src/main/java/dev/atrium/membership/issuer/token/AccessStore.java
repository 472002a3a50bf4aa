package dev.atrium.membership.issuer.token;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.membership.stack.StackAddress;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;

/// SQL of what tokens say about a person.
public final class AccessStore {

    /// @param emailVerified whether a provider has verified that this address is theirs
    /// @param name that the provider of the latest login gives them; may be empty
    record Profile(String email, boolean emailVerified, String name) {}

    Optional<Profile> profile(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select account.email,
                               exists (select 1 from membership.identities identity
                                       where identity.user_id = account.id and identity.email_verified
                                         and lower(identity.email) = lower(account.email)) as verified,
                               (select identity.name from membership.identities identity
                                where identity.user_id = account.id
                                order by identity.last_login_at desc limit 1) as name
                        from membership.users account
                        where account.id = :user
                        """)
                .bind("user", user.value())
                .map(
                        (row, _) ->
                                new Profile(
                                        row.getString("email"),
                                        row.getBoolean("verified"),
                                        Columns.text(row, "name").orElse("")))
                .findOne();
    }

    /// A stack of an organization that somebody belongs to; an organization without stacks is one
    /// row without a stack.
    record Row(String organization, String organizationName, Optional<Stack> stack) {}

    /// @param scopes what the person may do through the stack's own API
    record Stack(String id, String name, String uri, List<String> scopes) {}

    /// By organization and stack. Deleted stacks are absent, a platform administrator may do
    /// everything in the organizations that are theirs.
    List<Row> ofMember(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select o.id as organization_id, o.name as organization_name,
                               stack.id as stack_id, stack.name as stack_name, region.base_url,
                               array(select distinct scope.label
                                     from membership.scopes scope
                                     left join membership.policy_scopes given
                                       on given.scope_id = scope.id
                                      and given.policy_id in (mine.policy_id, access.policy_id)
                                     where scope.label in ('stack:Read', 'stack:Write')
                                       and (given.scope_id is not null or account.role = 'ADMIN')
                                     order by scope.label) as scopes
                        from membership.organization_users mine
                        join membership.users account on account.id = mine.user_id
                        join membership.organizations o on o.id = mine.organization_id
                        left join membership.stacks stack
                          on stack.organization_id = o.id and stack.state <> 'DELETED'
                        left join membership.regions region on region.id = stack.region_id
                        left join membership.stack_users access
                          on access.organization_id = o.id and access.stack_id = stack.id
                         and access.user_id = mine.user_id
                        where mine.user_id = :user
                          and coalesce(account.home_organization_id, o.id) = o.id
                        order by o.id, stack.id
                        """)
                .bind("user", user.value())
                .map(
                        (row, _) -> {
                            String organization = row.getString("organization_id");
                            Optional<String> stack = Columns.text(row, "stack_id");
                            if (stack.isEmpty()) {
                                return new Row(
                                        organization,
                                        row.getString("organization_name"),
                                        Optional.empty());
                            }
                            return new Row(
                                    organization,
                                    row.getString("organization_name"),
                                    Optional.of(
                                            new Stack(
                                                    stack.orElseThrow(),
                                                    row.getString("stack_name"),
                                                    StackAddress.of(
                                                            row.getString("base_url"),
                                                            new OrganizationId(organization),
                                                            new StackId(stack.orElseThrow())),
                                                    List.of(
                                                            (String[])
                                                                    row.getArray("scopes")
                                                                            .getArray()))));
                        })
                .list();
    }

    /// The address of a stack that has not been deleted.
    Optional<String> address(Tx tx, OrganizationId organization, StackId stack) {
        return tx.sql()
                .createQuery(
                        """
                        select region.base_url from membership.stacks stack
                        join membership.regions region on region.id = stack.region_id
                        where stack.organization_id = :organization and stack.id = :stack
                          and stack.state <> 'DELETED'
                        """)
                .bind("organization", organization.value())
                .bind("stack", stack.value())
                .mapTo(String.class)
                .findOne()
                .map(base -> StackAddress.of(base, organization, stack));
    }
}
