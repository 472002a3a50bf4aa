-- A master key of last resort, for whoever configures none. It protects nothing against a dump of this database.
create table master_keys (
    singleton  boolean     not null default true constraint master_keys_pkey primary key check (singleton),
    secret     text        not null,
    created_at timestamptz not null default now()
);
