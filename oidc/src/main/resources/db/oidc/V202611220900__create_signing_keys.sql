create table signing_keys (
    kid text primary key,
    sealed_private_key bytea not null,
    public_key bytea not null,
    signs_from timestamptz not null,
    created_at timestamptz not null
);
