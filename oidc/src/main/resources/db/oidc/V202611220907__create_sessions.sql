create table sessions (
    id_hash bytea primary key,
    subject text not null,
    sealed bytea not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index sessions_subject_idx on sessions (subject);
create index sessions_expires_at_idx on sessions (expires_at);
