package dev.atrium.bench.reads;

import dev.atrium.storage.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatements;

/// SQL that fills an empty database with rows of the kind that a deployment has: five people in an
/// organization, a tenth of the organizations with a policy and with a region of their own, six
/// modules in a stack, access of their own to every fifth stack.
final class SeedStore {
    /// What a client of the measured organizations proves itself with.
    static final String CLIENT_SECRET = "benchmark";

    private static final List<String> STATEMENTS =
            List.of(
                    """
                    create function pg_temp.letters(number integer, length integer) returns text
                    language sql immutable as $$
                        select string_agg(chr(97 + (number / (26 ^ place)::bigint % 26)::integer), '' order by place desc)
                        from generate_series(0, length - 1) place
                    $$
                    """,
                    // The rows refer to each other as they should; checking six million of them
                    // one by one takes longer than everything else.
                    "set local session_replication_role = replica",
                    """
                    insert into membership.users (id, email)
                    select 'user-' || number, 'person' || number || '@example.com'
                    from generate_series(0, :organizations * 5 - 1) number
                    """,
                    """
                    insert into membership.organizations (id, name, owner_id, default_policy_id)
                    select 'benchmark' || pg_temp.letters(number, 3), 'Organization ' || number, 'user-' || number, 5
                    from generate_series(0, :organizations - 1) number
                    """,
                    """
                    insert into membership.policies (id, organization_id, name)
                    select 1000 + number, 'benchmark' || pg_temp.letters(number, 3), 'Operators'
                    from generate_series(0, :organizations - 1, 10) number
                    """,
                    """
                    insert into membership.policy_scopes (policy_id, scope_id)
                    select policy.id, given.scope_id
                    from membership.policies policy
                    join membership.policy_scopes given on given.policy_id = 9
                    where policy.id >= 1000
                    """,
                    """
                    insert into membership.organization_users (organization_id, user_id, policy_id)
                    select 'benchmark' || pg_temp.letters(number % :organizations, 3), 'user-' || number,
                           case when number < :organizations then 10
                                when number % 10 = 0 and number % :organizations % 10 = 0
                                     then 1000 + number % :organizations
                                else 5 end
                    from generate_series(0, :organizations * 5 - 1) number
                    """,
                    """
                    insert into membership.organization_clients (id, organization_id, name, secret_hash, secret_last_digits)
                    select id, id, 'Terraform', sha256(cast(:secret as bytea)), 'mark'
                    from membership.organizations
                    """,
                    """
                    insert into membership.regions (id, name, base_url, organization_id, active, version, last_ping, capabilities)
                    select case when number < 0 then 'eu-west-1' else 'private-' || number end, 'Region ' || number,
                           'https://region-' || number || '.example.com',
                           case when number >= 0 then 'benchmark' || pg_temp.letters(number, 3) end,
                           true, 'v2.10.0', now(),
                           '{"MODULE_LIST": ["auth", "gateway", "ledger", "payments", "wallets", "webhooks"], "EE": []}'
                    from generate_series(-1, :organizations - 1) number
                    where number < 0 or number % 10 = 0
                    """,
                    """
                    insert into membership.stacks
                        (organization_id, id, name, region_id, version, metadata, status, reachable, last_reachable_update)
                    select 'benchmark' || pg_temp.letters(organization, 3), pg_temp.letters(number, 4),
                           'stack-' || number,
                           case when organization % 10 = 0 and number % 2 = 0 then 'private-' || organization
                                else 'eu-west-1' end,
                           'v3.1', '{"github.com/formancehq/terraform-provider-cloud/protected": "false"}',
                           'READY', true, now()
                    from generate_series(0, :organizations - 1) organization, generate_series(0, :each - 1) number
                    """,
                    """
                    insert into membership.stack_modules (organization_id, stack_id, name, status, cluster_status)
                    select stack.organization_id, stack.id, module, 'READY', '{"ready": true}'
                    from membership.stacks stack,
                         unnest(array['auth', 'gateway', 'ledger', 'payments', 'wallets', 'webhooks']) module
                    """,
                    // Replicas run no triggers.
                    """
                    update membership.stacks set modules_shown = membership.modules_as_shown(organization_id, id)
                    """,
                    """
                    insert into membership.stack_users (organization_id, stack_id, user_id, policy_id)
                    select stack.organization_id, stack.id, member.user_id, 2
                    from (select organization_id, id, row_number() over () as number from membership.stacks) stack
                    join membership.organization_users member
                      on member.organization_id = stack.organization_id and member.policy_id = 5
                    where stack.number % 5 = 0
                    """);

    void fill(Tx tx, Size size) {
        for (String statement : STATEMENTS) {
            tx.sql()
                    .createUpdate(statement)
                    .configure(SqlStatements.class, all -> all.setUnusedBindingAllowed(true))
                    .bind("organizations", size.organizations())
                    .bind("each", size.stacksEach())
                    .bind("secret", CLIENT_SECRET)
                    .execute();
        }
    }

    /// What autovacuum does to tables that have been filled for a while.
    void settle(Tx tx) {
        tx.sql().execute("vacuum analyze");
        tx.sql().execute("checkpoint");
    }

    /// How PostgreSQL runs a statement, as its JSON.
    String explain(Tx tx, String statement) {
        try (Statement plain = tx.sql().getConnection().createStatement()) {
            String json = "";
            // Twice, so that reading the catalogue for the first plan is not counted.
            for (int time = 0; time < 2; time++) {
                try (ResultSet rows =
                        plain.executeQuery(
                                "explain (analyze, buffers, format json) " + statement)) {
                    rows.next();
                    json = rows.getString(1);
                }
            }
            return json;
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot explain " + statement, failure);
        }
    }
}
