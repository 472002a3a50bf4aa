-- With whom the people of one organization log in. The id changes when the row begins to mean another
-- provider, since people are known by it.
create table authentication_providers (
    organization_id text primary key references organizations (id) on delete cascade,
    id              text not null,
    type            text not null
        constraint authentication_providers_type_check check (type in ('oidc', 'google', 'github', 'microsoft')),
    name            text not null,
    client_id       text not null,
    sealed_secret   bytea not null,
    config          jsonb not null default '{}',
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);
create unique index authentication_providers_id_key on authentication_providers (id);
