package dev.atrium.membership.issuer;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// SQL of what tokens tell about a person's reach.
final class AccessStore {

    /// An organization of a person with one of its stacks.
    ///
    /// @param stack empty for an organization without stacks
    /// @param scopes on the stack
    record Reach(
            String organization,
            String organizationName,
            Optional<String> stack,
            String stackName,
            String baseUrl,
            List<String> scopes) {}

    /// Everything that a person reaches, by organization and stack; what is deleted is not told.
    List<Reach> of(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select organization.id, organization.name, stack.id as stack_id,
                               stack.name as stack_name, region.base_url,
                               case when account.role = 'ADMIN' then array['stack:Read', 'stack:Write']
                                    else array(select distinct scope.label
                                               from membership.policy_scopes given
                                               join membership.scopes scope on scope.id = given.scope_id
                                               where given.policy_id in (member.policy_id, access.policy_id)
                                                 and scope.label in ('stack:Read', 'stack:Write')
                                               order by scope.label) end as labels
                        from membership.users account
                        join membership.organization_users member on member.user_id = account.id
                        join membership.organizations organization on organization.id = member.organization_id
                        left join membership.stacks stack
                          on stack.organization_id = organization.id and stack.state <> 'DELETED'
                        left join membership.regions region on region.id = stack.region_id
                        left join membership.stack_users access
                          on access.organization_id = organization.id and access.stack_id = stack.id
                         and access.user_id = account.id
                        where account.id = :user
                        order by organization.id, stack.id
                        """)
                .bind("user", user.value())
                .map(
                        (row, _) ->
                                new Reach(
                                        row.getString("id"),
                                        row.getString("name"),
                                        Columns.text(row, "stack_id"),
                                        Columns.text(row, "stack_name").orElse(""),
                                        Columns.text(row, "base_url").orElse(""),
                                        Arrays.asList(
                                                (String[]) row.getArray("labels").getArray())))
                .list();
    }

    /// The base URL of a stack's region, unless the stack was deleted.
    Optional<String> baseUrl(Tx tx, OrganizationId organization, StackId stack) {
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
                .findOne();
    }

    record Person(String email, boolean verified) {}

    /// What is known of somebody, their address being verified where any provider says so.
    Optional<Person> person(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select account.email,
                               exists (select 1 from membership.identities identity
                                       where identity.user_id = account.id and identity.email_verified
                                         and lower(identity.email) = lower(account.email)) as verified
                        from membership.users account where account.id = :user
                        """)
                .bind("user", user.value())
                .map((row, _) -> new Person(row.getString("email"), row.getBoolean("verified")))
                .findOne();
    }
}
