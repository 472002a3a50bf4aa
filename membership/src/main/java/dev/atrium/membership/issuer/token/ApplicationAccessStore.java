package dev.atrium.membership.issuer.token;

import dev.atrium.membership.access.Caller;
import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.UserId;
import dev.atrium.storage.Tx;
import java.util.List;
import java.util.Optional;

/// SQL of which applications somebody may use. A scope of an application comes with a policy that
/// has it; the owner of an organization has every scope of what is enabled there, and so have its
/// clients and platform administrators.
public final class ApplicationAccessStore {

    /// @param url where it answers, which is the audience of its tokens
    /// @param scopes of it that the caller has
    record Usable(String id, String name, String alias, String url, List<String> scopes) {
        Usable {
            scopes = List.copyOf(scopes);
        }
    }

    /// @param organization where it is enabled
    record Enabled(String organization, String id, String name, String alias) {}

    Optional<Usable> find(Tx tx, Caller caller, OrganizationId organization, String alias) {
        return tx.sql()
                .createQuery(
                        """
                        select application.*,
                               array(select scope.label from membership.scopes scope
                                     where scope.application_id = application.id
                                       and (:everything
                                            or o.owner_id = :user
                                            or account.role = 'ADMIN'
                                            or exists (select 1 from membership.organization_users member
                                                       join membership.policy_scopes given
                                                         on given.policy_id = member.policy_id
                                                       where member.organization_id = o.id
                                                         and member.user_id = :user
                                                         and given.scope_id = scope.id))
                                     order by scope.id) as labels
                        from membership.organizations o
                        join membership.organization_applications enabled on enabled.organization_id = o.id
                        join membership.applications application on application.id = enabled.application_id
                        left join membership.users account on account.id = :user
                        where o.id = :organization and application.alias = :alias
                        """)
                .bind("organization", organization.value())
                .bind("alias", alias)
                .bind("everything", caller instanceof Caller.OrganizationClient)
                .bind("user", caller.actor())
                .map(
                        (row, _) ->
                                new Usable(
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("alias"),
                                        row.getString("url"),
                                        List.of((String[]) row.getArray("labels").getArray())))
                .findOne();
    }

    /// What a member finds in the claim: applications of which they have a scope.
    List<Enabled> ofMember(Tx tx, UserId user) {
        return tx.sql()
                .createQuery(
                        """
                        select o.id as organization_id, application.id, application.name, application.alias
                        from membership.organization_users mine
                        join membership.users account on account.id = mine.user_id
                        join membership.organizations o on o.id = mine.organization_id
                        join membership.organization_applications enabled on enabled.organization_id = o.id
                        join membership.applications application on application.id = enabled.application_id
                        where mine.user_id = :user
                          and exists (select 1 from membership.scopes scope
                                      where scope.application_id = application.id
                                        and (o.owner_id = mine.user_id
                                             or account.role = 'ADMIN'
                                             or exists (select 1 from membership.policy_scopes given
                                                        where given.policy_id = mine.policy_id
                                                          and given.scope_id = scope.id)))
                        order by o.id, application.alias
                        """)
                .bind("user", user.value())
                .map(
                        (row, _) ->
                                new Enabled(
                                        row.getString("organization_id"),
                                        row.getString("id"),
                                        row.getString("name"),
                                        row.getString("alias")))
                .list();
    }

    /// What an application may do elsewhere for a person who gave it some of its own scopes.
    ///
    /// @param labels of scopes of the application
    List<String> delegated(Tx tx, String application, List<String> labels) {
        return tx.sql()
                .createQuery(
                        """
                        select distinct target.label
                        from membership.scopes scope
                        join membership.scope_delegations delegation on delegation.scope_id = scope.id
                        join membership.scopes target on target.id = delegation.delegates_to_scope_id
                        where scope.application_id = :application
                          and scope.label = any(:labels)
                          and target.application_id is null
                        order by target.label
                        """)
                .bind("application", application)
                .bindArray("labels", String.class, labels)
                .mapTo(String.class)
                .list();
    }
}
