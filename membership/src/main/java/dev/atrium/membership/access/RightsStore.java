package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.storage.Columns;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.statement.Query;

/// The one query from a caller to scopes. For a person the union of their policy in the
/// organization and, where a stack is named, the one on that stack, which counts for members only.
/// A platform administrator has every scope everywhere; a client has what clients can have in the
/// organization that made it, and nothing once it was deleted.
public final class RightsStore {

    /// One row, or none for an account that does not exist.
    private static final String PERSON =
            """
            select organization.rights_revision as revision,
                   case when account.role = 'ADMIN' and account.home_organization_id is null then 'ADMINISTRATOR'
                        when member.user_id is not null then 'MEMBER'
                        else 'STRANGER' end as standing,
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
            left join membership.organizations organization on organization.id = :organization
            left join membership.organization_users member
              on member.user_id = account.id and member.organization_id = :organization
             and coalesce(account.home_organization_id, :organization) = :organization
            where account.id = :user
            """;

    /// The same of a client.
    private static final String CLIENT =
            """
            select cast(null as bigint) as revision, 'CLIENT' as standing, cast(null as text[]) as labels
            from membership.organization_clients
            where id = :client and organization_id = :owner
            """;

    /// The same of a person whose rights are remembered, if they still hold.
    private static final String REVISION =
            """
            select rights_revision as revision, cast(null as text) as standing, cast(null as text[]) as labels
            from membership.organizations
            where id = :organization
            """;

    private enum Standing {
        ADMINISTRATOR,
        MEMBER,
        STRANGER,
        CLIENT
    }

    private final RightsMemory memory = new RightsMemory();

    public Rights of(
            Tx tx, Caller caller, Optional<OrganizationId> organization, Optional<StackId> stack) {
        return asked(caller, organization, stack)
                .along(
                        question ->
                                question.bind(tx.sql().createQuery(question.sql()))
                                        .map((row, _) -> new Seen<>(question.rights(row), true))
                                        .findOne()
                                        .orElse(new Seen<>(Rights.NONE, true)))
                .rights();
    }

    Asked asked(Caller caller, Optional<OrganizationId> organization, Optional<StackId> stack) {
        return new Asked(memory, caller, organization, stack);
    }

    /// The question for a caller's rights, for a statement that reads what is asked for along with
    /// them.
    public static final class Asked {
        private final RightsMemory memory;
        private final Caller caller;
        private final Optional<OrganizationId> organization;
        private final Optional<StackId> stack;

        private Asked(
                RightsMemory memory,
                Caller caller,
                Optional<OrganizationId> organization,
                Optional<StackId> stack) {
            this.memory = memory;
            this.caller = caller;
            this.organization = organization;
            this.stack = stack;
        }

        /// Reads the rights and something else in one statement; in a second one if rights were
        /// remembered and have changed since.
        ///
        /// @param read whose rights are [Rights#NONE] where the question gave no row
        public <T> Seen<T> along(Function<Question, Seen<T>> read) {
            Optional<RightsMemory.Key> key = key();
            Optional<RightsMemory.Held> held = key.flatMap(memory::find);
            if (held.isPresent()) {
                Seen<T> seen =
                        read.apply(new Remembered(held.orElseThrow(), organization.orElseThrow()));
                if (seen.rights().known()) {
                    return seen;
                }
            }
            return read.apply(
                    switch (caller) {
                        case Caller.Person person ->
                                new OfPerson(memory, key, person, organization, stack);
                        case Caller.OrganizationClient client -> new OfClient(client, organization);
                    });
        }

        /// Only of people: what a client may do is a row of its own, which is read as fast.
        private Optional<RightsMemory.Key> key() {
            return caller instanceof Caller.Person person
                    ? organization.map(named -> new RightsMemory.Key(person.id(), named, stack))
                    : Optional.empty();
        }
    }

    /// SQL of a table of at most one row with the columns `revision`, `standing` and `labels`.
    public sealed interface Question {
        String sql();

        /// Gives its parameters, which are among `user`, `client`, `owner`, `organization` and
        /// `stack`.
        Query bind(Query query);

        Rights rights(ResultSet row) throws SQLException;
    }

    private record Remembered(RightsMemory.Held held, OrganizationId organization)
            implements Question {
        @Override
        public String sql() {
            return REVISION;
        }

        @Override
        public Query bind(Query query) {
            return query.bind("organization", organization.value());
        }

        @Override
        public Rights rights(ResultSet row) throws SQLException {
            return row.getLong("revision") == held.revision() ? held.rights() : Rights.NONE;
        }
    }

    private record OfPerson(
            RightsMemory memory,
            Optional<RightsMemory.Key> key,
            Caller.Person person,
            Optional<OrganizationId> organization,
            Optional<StackId> stack)
            implements Question {
        @Override
        public String sql() {
            return PERSON;
        }

        @Override
        public Query bind(Query query) {
            return query.bind("user", person.id().value())
                    .bind("organization", organization.map(OrganizationId::value).orElse(""))
                    .bind("stack", stack.map(StackId::value).orElse(""));
        }

        @Override
        public Rights rights(ResultSet row) throws SQLException {
            Standing standing = Standing.valueOf(row.getString("standing"));
            Optional<Long> revision = Columns.number(row, "revision");
            Rights rights =
                    new Rights(
                            true,
                            revision.isPresent() && standing != Standing.STRANGER,
                            standing == Standing.ADMINISTRATOR
                                    ? EnumSet.allOf(Scope.class)
                                    : named(row));
            if (rights.inside() && key.isPresent()) {
                memory.keep(
                        key.orElseThrow(), new RightsMemory.Held(revision.orElseThrow(), rights));
            }
            return rights;
        }
    }

    private record OfClient(Caller.OrganizationClient client, Optional<OrganizationId> organization)
            implements Question {
        @Override
        public String sql() {
            return CLIENT;
        }

        @Override
        public Query bind(Query query) {
            return query.bind("client", client.id().value())
                    .bind("owner", client.organization().value());
        }

        @Override
        public Rights rights(ResultSet row) {
            return new Rights(
                    true,
                    organization.filter(client.organization()::equals).isPresent(),
                    Scope.forClients());
        }
    }

    private static Set<Scope> named(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Columns.texts(row, "labels").forEach(label -> Scope.of(label).ifPresent(scopes::add));
        return scopes;
    }
}
