-- Upstreams that were added over the API. The configuration has secrets of theirs.
create table connectors (
    id text primary key,
    type text not null,
    name text not null,
    sealed_config bytea not null,
    grants text[] not null,
    version integer not null,
    updated_at timestamptz not null
);
