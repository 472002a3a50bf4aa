-- Public keys of a server that this one took the place of: what they signed counts until it expires.
create table verification_keys (
    kid text primary key,
    algorithm text not null,
    public_key bytea not null,
    expires_at timestamptz not null
);
create index verification_keys_expires_at_idx on verification_keys (expires_at);
