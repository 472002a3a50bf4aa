-- A browser that is logged in. The cookie's value is stored as its digest; tokens are sealed under the cookie secret.
create table sessions (
    digest        bytea       not null constraint sessions_pkey primary key,
    user_id       text        not null,
    email         text        not null,
    name          text        not null,
    tokens        bytea       not null,
    access_expiry timestamptz not null,
    generation    integer     not null default 0,
    created_at    timestamptz not null,
    expires_at    timestamptz not null
);

create index sessions_expires_at_idx on sessions (expires_at);
