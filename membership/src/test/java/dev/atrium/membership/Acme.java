package dev.atrium.membership;

/// Two organizations and their people, as most tests of the API need them: `ada` administers the
/// platform, `bob` owns `acme`, `carl` is a guest there and `dora` one of its administrators, `eve`
/// owns `globex`, `fay` belongs nowhere.
final class Acme {
    private Acme() {}

    static void settle(TestServer server) {
        server.sql(
                """
                insert into membership.users (id, email, role) values
                    ('ada', 'ada@example.com', 'ADMIN'), ('bob', 'bob@acme.example', 'USER'),
                    ('carl', 'carl@acme.example', 'USER'), ('dora', 'dora@acme.example', 'USER'),
                    ('eve', 'eve@globex.example', 'USER'), ('fay', 'fay@example.com', 'USER')
                """,
                """
                insert into membership.identities (issuer, connector_id, subject, user_id, email, email_verified)
                select 'https://dex', 'local', id, id, email, id <> 'carl' from membership.users
                """,
                """
                insert into membership.organizations (id, name, owner_id, default_policy_id) values
                    ('acme', 'Acme', 'bob', 5), ('globex', 'Globex', 'eve', 5)
                """,
                """
                insert into membership.organization_users (organization_id, user_id, policy_id) values
                    ('acme', 'bob', 10), ('acme', 'carl', 5), ('acme', 'dora', 10), ('globex', 'eve', 10)
                """);
    }
}
