-- Who tried to log in, whatever came of it.
create table login_events (
    id uuid primary key,
    at timestamptz not null,
    outcome text not null,
    connector_id text not null,
    user_id text not null,
    name text not null,
    client_id text not null,
    address text not null,
    user_agent text not null,
    expires_at timestamptz not null
);
create index login_events_at_idx on login_events (at desc, id);
create index login_events_person_idx on login_events (user_id, connector_id, at desc);
create index login_events_expires_at_idx on login_events (expires_at);
