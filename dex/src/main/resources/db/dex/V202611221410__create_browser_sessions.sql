-- A browser in which somebody is logged in. The id is the claim `sid`; the cookie also has a secret.
create table browser_sessions (
    id text primary key,
    secret_hash bytea not null,
    user_id text not null,
    connector_id text not null,
    address text not null,
    user_agent text not null,
    created_at timestamptz not null,
    last_activity_at timestamptz not null,
    absolute_expires_at timestamptz not null,
    expires_at timestamptz not null,
    after_logout text
);
create index browser_sessions_person_idx on browser_sessions (user_id, connector_id);
create index browser_sessions_connector_idx on browser_sessions (connector_id);
create index browser_sessions_expires_at_idx on browser_sessions (expires_at);
