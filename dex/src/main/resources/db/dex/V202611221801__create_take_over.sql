-- That a Dex was taken over, from where, and what of it is here. `moment` is the last one of
-- PostgreSQL's that was looked at, where Dex's own tables are followed; `ended_at` says that they
-- no longer are.
create table take_over (
    singleton boolean not null default true constraint take_over_pkey primary key check (singleton),
    source text not null,
    moment text,
    started_at timestamptz not null,
    changed_at timestamptz not null,
    ended_at timestamptz
);
create table taken_over (
    kind text not null,
    key text not null,
    expires_at timestamptz,
    constraint taken_over_pkey primary key (kind, key)
);
