-- OAuth clients of organizations: programs that act without a person. The secret that an earlier one
-- replaced is accepted until previous_expires_at.
create table organization_clients (
    id                   text primary key,
    organization_id      text not null references organizations (id) on delete cascade,
    name                 text not null default '',
    description          text not null default '',
    secret_hash          bytea not null,
    secret_last_digits   text not null,
    previous_hash        bytea,
    previous_expires_at  timestamptz,
    legacy               boolean not null default false,
    creator_id           text not null default '',
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now()
);
create index organization_clients_organization_id_idx on organization_clients (organization_id, id);
-- What older programs know is a single client of an organization.
create unique index organization_clients_legacy_key on organization_clients (organization_id) where legacy;
