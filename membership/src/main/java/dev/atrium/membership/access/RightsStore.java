package dev.atrium.membership.access;

import dev.atrium.membership.id.OrganizationId;
import dev.atrium.membership.id.StackId;
import dev.atrium.membership.revision.Present;
import dev.atrium.storage.Columns;
import dev.atrium.storage.FrequentSql;
import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The one query from a caller to scopes. For a person the union of their policy in the
/// organization and, where a stack is named, the one on that stack, which counts for members only.
/// A platform administrator has every scope everywhere; a client has what clients can have in the
/// organization that made it, and nothing once it was deleted.
public final class RightsStore {
    private static final Map<Way, FrequentSql> ALONE = Way.each(way -> FrequentSql.of(way.sql()));

    private final RightsMemory memory = new RightsMemory();

    private enum Standing {
        ADMINISTRATOR,
        MEMBER,
        STRANGER,
        CLIENT
    }

    public Rights of(
            Tx tx, Caller caller, Optional<OrganizationId> organization, Optional<StackId> stack) {
        return asked(caller, organization, stack)
                .along(
                        question ->
                                tx.read(
                                        question.among(ALONE),
                                        row ->
                                                new Seen<>(
                                                        row.next()
                                                                ? question.rights(row)
                                                                : Rights.NONE,
                                                        true)))
                .rights();
    }

    Asked asked(Caller caller, Optional<OrganizationId> organization, Optional<StackId> stack) {
        return new Asked(memory, caller, organization, stack);
    }

    /// SQL of a table of at most one row with the columns `revision`, `standing`, `labels` and
    /// `stacks_revision`. Its parameters are among `user`, `client`, `owner`, `organization` and
    /// `stack`.
    public enum Way {
        /// A person: no row for an account that does not exist.
        PERSON(
                """
                select organization.rights_revision as revision, organization.stacks_revision,
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
                """),

        /// A client.
        CLIENT(
                """
                select organization.rights_revision as revision, organization.stacks_revision,
                       'CLIENT' as standing, cast(null as text[]) as labels
                from membership.organization_clients client
                join membership.organizations organization on organization.id = client.organization_id
                where client.id = :client and client.organization_id = :owner
                """),

        /// Somebody whose rights are remembered: whether they still hold.
        REMEMBERED(
                """
                select rights_revision as revision, stacks_revision,
                       cast(null as text) as standing, cast(null as text[]) as labels
                from membership.organizations
                where id = :organization
                """);

        private final String sql;

        Way(String sql) {
            this.sql = sql;
        }

        public String sql() {
            return sql;
        }

        /// A statement for each way.
        public static Map<Way, FrequentSql> each(Function<Way, FrequentSql> statement) {
            return Arrays.stream(values())
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    statement,
                                    (first, _) -> first,
                                    () -> new EnumMap<>(Way.class)));
        }
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
                Seen<T> seen = read.apply(new Remembered(held.orElseThrow(), values()));
                if (seen.rights().known()) {
                    return seen;
                }
            }
            return read.apply(
                    switch (caller) {
                        case Caller.Person _ -> new OfPerson(memory, key, values());
                        case Caller.OrganizationClient client ->
                                new OfClient(memory, key, client, organization, values());
                    });
        }

        /// Whether the rights are remembered; perhaps they do not hold any more.
        public boolean remembered() {
            return key().flatMap(memory::find).isPresent();
        }

        /// The rights, if they are remembered and still hold.
        public Optional<Rights> remembered(Present present) {
            return key().flatMap(memory::find)
                    .filter(
                            held ->
                                    organization
                                            .map(present.organizations()::get)
                                            .filter(now -> now.rights() == held.revision())
                                            .isPresent())
                    .map(RightsMemory.Held::rights);
        }

        private Optional<RightsMemory.Key> key() {
            return organization.map(named -> new RightsMemory.Key(caller, named, stack));
        }

        private Map<String, Object> values() {
            Map<String, Object> values = new HashMap<>();
            values.put("organization", organization.map(OrganizationId::value).orElse(""));
            values.put("stack", stack.map(StackId::value).orElse(""));
            switch (caller) {
                case Caller.Person person -> values.put("user", person.id().value());
                case Caller.OrganizationClient client -> {
                    values.put("client", client.id().value());
                    values.put("owner", client.organization().value());
                }
            }
            return values;
        }
    }

    /// One way to ask for the rights of somebody.
    public sealed interface Question {
        Way way();

        Map<String, Object> values();

        /// @param row of the way's table
        Rights rights(ResultSet row) throws SQLException;

        /// The statement for its way, with its values.
        default FrequentSql.Bound among(Map<Way, FrequentSql> statements) {
            return Objects.requireNonNull(statements.get(way())).with(values());
        }
    }

    private record Remembered(RightsMemory.Held held, Map<String, Object> values)
            implements Question {
        @Override
        public Way way() {
            return Way.REMEMBERED;
        }

        @Override
        public Rights rights(ResultSet row) throws SQLException {
            return row.getLong("revision") == held.revision() ? held.rights() : Rights.NONE;
        }
    }

    private record OfPerson(
            RightsMemory memory, Optional<RightsMemory.Key> key, Map<String, Object> values)
            implements Question {
        @Override
        public Way way() {
            return Way.PERSON;
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

    private record OfClient(
            RightsMemory memory,
            Optional<RightsMemory.Key> key,
            Caller.OrganizationClient client,
            Optional<OrganizationId> organization,
            Map<String, Object> values)
            implements Question {
        @Override
        public Way way() {
            return Way.CLIENT;
        }

        @Override
        public Rights rights(ResultSet row) throws SQLException {
            Rights rights =
                    new Rights(
                            true,
                            organization.filter(client.organization()::equals).isPresent(),
                            Scope.forClients());
            if (rights.inside() && key.isPresent()) {
                memory.keep(
                        key.orElseThrow(), new RightsMemory.Held(row.getLong("revision"), rights));
            }
            return rights;
        }
    }

    private static Set<Scope> named(ResultSet row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        Columns.texts(row, "labels").forEach(label -> Scope.of(label).ifPresent(scopes::add));
        return scopes;
    }
}
