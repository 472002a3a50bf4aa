create table browser_session_clients (
    session_id text not null,
    client_id text not null,
    authenticated_at timestamptz not null,
    last_activity_at timestamptz not null,
    last_token_at timestamptz,
    via_sso boolean not null,
    constraint browser_session_clients_pkey primary key (session_id, client_id),
    constraint browser_session_clients_session_fkey foreign key (session_id)
        references browser_sessions (id) on delete cascade
);
