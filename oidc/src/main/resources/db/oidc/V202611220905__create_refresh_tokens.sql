create table refresh_tokens (
    id text primary key,
    slot bytea,
    client_id text not null,
    subject text not null,
    generation integer not null,
    secret_hash bytea not null,
    previous_hash bytea,
    sealed_successor bytea,
    sealed_grant bytea not null,
    created_at timestamptz not null,
    last_used_at timestamptz not null,
    expires_at timestamptz,
    constraint refresh_tokens_slot_key unique (slot)
);
create index refresh_tokens_subject_idx on refresh_tokens (subject, client_id);
create index refresh_tokens_expires_at_idx on refresh_tokens (expires_at);
create index refresh_tokens_last_used_at_idx on refresh_tokens (last_used_at) where sealed_successor is not null;
