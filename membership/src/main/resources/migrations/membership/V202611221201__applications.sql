-- Servers beside the stacks that take Membership's tokens, each with scopes of its own.
create table applications (
    id          text primary key,
    name        text not null,
    description text not null default '',
    url         text not null,
    alias       text not null,
    created_at  timestamptz not null default now(),
    updated_at  timestamptz not null default now()
);
create unique index applications_url_key on applications (url);
create unique index applications_alias_key on applications (alias);
alter table scopes
    add constraint scopes_application_id_fkey foreign key (application_id)
        references applications (id) on delete cascade;
create index scopes_application_id_idx on scopes (application_id) where application_id is not null;

create table organization_applications (
    organization_id text not null references organizations (id) on delete cascade,
    application_id  text not null references applications (id) on delete cascade,
    created_at      timestamptz not null default now(),
    constraint organization_applications_pkey primary key (organization_id, application_id)
);
create index organization_applications_application_id_idx on organization_applications (application_id);

-- With what an application proves who it is. The secret that an earlier one replaced is accepted
-- until previous_expires_at.
create table application_clients (
    id                  text primary key,
    application_id      text not null references applications (id) on delete cascade,
    name                text not null default '',
    description         text not null default '',
    secret_hash         bytea not null,
    secret_last_digits  text not null,
    previous_hash       bytea,
    previous_expires_at timestamptz,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now()
);
create index application_clients_application_id_idx on application_clients (application_id, id);

-- What an application may do in Membership for somebody who gave it one of its scopes.
create table scope_delegations (
    scope_id              bigint not null references scopes (id) on delete cascade,
    delegates_to_scope_id bigint not null references scopes (id) on delete cascade,
    created_at            timestamptz not null default now(),
    constraint scope_delegations_pkey primary key (scope_id, delegates_to_scope_id)
);
create index scope_delegations_delegates_to_scope_id_idx on scope_delegations (delegates_to_scope_id);
