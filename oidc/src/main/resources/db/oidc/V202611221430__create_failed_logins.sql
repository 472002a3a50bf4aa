-- Who was refused how often of late. The key is the hash of a name or of an address.
create table failed_logins (
    key_hash bytea primary key,
    failures integer not null,
    blocked_until timestamptz not null,
    expires_at timestamptz not null
);
create index failed_logins_expires_at_idx on failed_logins (expires_at);
