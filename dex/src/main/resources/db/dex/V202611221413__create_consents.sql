create table consents (
    user_id text not null,
    connector_id text not null,
    client_id text not null,
    scopes text[] not null,
    granted_at timestamptz not null,
    constraint consents_pkey primary key (user_id, connector_id, client_id)
);
