-- Who has logged in for which authorization request, until the code is issued.
create table logins (
    request_id text primary key,
    sealed bytea not null,
    expires_at timestamptz not null
);
create index logins_expires_at_idx on logins (expires_at);
