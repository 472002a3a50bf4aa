create table codes (
    code_hash bytea primary key,
    client_id text not null,
    redirect_uri text not null,
    challenge text not null,
    challenge_method text not null,
    sealed_grant bytea not null,
    used_at timestamptz,
    refresh_id text,
    expires_at timestamptz not null
);
create index codes_expires_at_idx on codes (expires_at);
