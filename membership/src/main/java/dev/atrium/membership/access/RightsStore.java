package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Tx;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

/// The one query from a caller to scopes. For a person the union of their policy in the
/// organization and, where a stack is named, the one on that stack, which counts for members only.
/// A platform administrator has every scope everywhere; a client has what clients can have in the
/// organization that made it, and nothing once it was deleted.
public final class RightsStore {

    /// One row, or none for an account that does not exist.
    private static final String PERSON =
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
                           on scope.id = given.scope_id and scope.application_id is null
                        %s) as labels
            from membership.users account
            left join membership.organization_users member
              on member.user_id = account.id and member.organization_id = :organization
            where account.id = :user
            """;

    private static final String EVERY_SCOPE = PERSON.formatted("");
    private static final String SOME_SCOPES = PERSON.formatted(" where scope.label = any(:labels)");

    /// The same of a client.
    private static final String CLIENT =
            """
            select true as member from membership.organization_clients
            where id = :client and organization_id = :owner
            """;

    public Rights of(
            Tx tx, Caller caller, Optional<OrganizationId> organization, Optional<StackId> stack) {
        Asked asked = new Asked(caller, organization, stack, Optional.empty());
        return asked.bind(tx.sql().createQuery(asked.sql()))
                .map((row, _) -> asked.rights(row))
                .findOne()
                .orElse(Rights.NONE);
    }

    /// The question for a caller's rights as a table of at most one row, `member` among its
    /// columns, for a statement that reads what is asked for along with them.
    ///
    /// @param scopes the ones that matter, empty for all
    public record Asked(
            Caller caller,
            Optional<OrganizationId> organization,
            Optional<StackId> stack,
            Optional<Set<Scope>> scopes) {

        /// Its parameters are `user`, `client`, `owner`, `organization`, `stack` and `labels`.
        public String sql() {
            return switch (caller) {
                case Caller.Person _ -> scopes.isPresent() ? SOME_SCOPES : EVERY_SCOPE;
                case Caller.OrganizationClient _ -> CLIENT;
            };
        }

        /// Binds `organization` and `stack` as well, also for a statement that has more of them.
        public Query bind(Query query) {
            Query bound =
                    query.bind("organization", organization.map(OrganizationId::value).orElse(""))
                            .bind("stack", stack.map(StackId::value).orElse(""));
            scopes.map(all -> all.stream().map(Scope::label).toArray(String[]::new))
                    .ifPresent(
                            labels -> bound.bindArray("labels", String.class, (Object[]) labels));
            return switch (caller) {
                case Caller.Person person -> bound.bind("user", person.id().value());
                case Caller.OrganizationClient client ->
                        bound.bind("client", client.id().value())
                                .bind("owner", client.organization().value());
            };
        }

        public Rights rights(ResultSet row) throws SQLException {
            return switch (caller) {
                case Caller.Person _ -> ofPerson(row);
                case Caller.OrganizationClient client ->
                        new Rights(
                                true,
                                organization.filter(client.organization()::equals).isPresent(),
                                Scope.forClients());
            };
        }

        private static Rights ofPerson(ResultSet row) throws SQLException {
            boolean admin = row.getString("role").equals("ADMIN");
            return new Rights(
                    true,
                    row.getBoolean("exists") && (admin || row.getBoolean("member")),
                    admin ? EnumSet.allOf(Scope.class) : named(row.getArray("labels")));
        }
    }

    private static Set<Scope> named(Array labels) throws SQLException {
        List<String> texts = Arrays.asList((String[]) labels.getArray());
        return texts.stream().map(Scope::of).flatMap(Optional::stream).collect(Collectors.toSet());
    }
}
