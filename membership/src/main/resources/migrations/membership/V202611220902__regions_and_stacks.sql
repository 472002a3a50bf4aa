-- Whoever inserts a region or a stack by hand names only some columns, hence every other has a default.
create table regions (
    id                        text primary key,
    name                      text not null default '',
    base_url                  text not null default '',
    organization_id           text references organizations (id) on delete cascade,
    creator_id                text,
    production                boolean not null default false,
    active                    boolean not null default false,
    outdated                  boolean not null default false,
    version                   text,
    agent_id                  text,
    capabilities              jsonb not null default '{}',
    client_secret_hash        bytea,
    client_secret_last_digits text,
    last_ping                 timestamptz,
    created_at                timestamptz not null default now(),
    updated_at                timestamptz not null default now()
);
create unique index regions_name_key on regions (organization_id, name) where organization_id is not null;

create table region_versions (
    region_id  text not null references regions (id) on delete cascade,
    name       text not null,
    versions   jsonb not null default '{}',
    deprecated boolean not null default false,
    constraint region_versions_pkey primary key (region_id, name)
);

-- client_secret holds what somebody wrote in clear until it is first read; then it moves, sealed, to the other column.
create table stacks (
    organization_id             text not null references organizations (id),
    id                          text not null,
    name                        text not null default '',
    region_id                   text not null references regions (id),
    version                     text not null default '',
    metadata                    jsonb not null default '{}',
    state                       text not null default 'ACTIVE'
        constraint stacks_state_check check (state in ('ACTIVE', 'DISABLED', 'DELETED')),
    status                      text not null default 'PROGRESSING'
        constraint stacks_status_check check (status in ('UNKNOWN', 'PROGRESSING', 'READY', 'DISABLED', 'DELETED')),
    expected_status             text not null default 'READY'
        constraint stacks_expected_status_check check (expected_status in ('READY', 'DISABLED', 'DELETED')),
    client_secret               text,
    client_secret_sealed        bytea,
    stargate_enabled            boolean not null default false,
    audit_enabled               boolean not null default false,
    synchronised                boolean not null default true,
    reachable                   boolean not null default false,
    last_reachable_update       timestamptz,
    last_state_update           timestamptz not null default now(),
    last_expected_status_update timestamptz not null default now(),
    last_status_update          timestamptz not null default now(),
    warned_at                   timestamptz,
    disposable_since            timestamptz,
    disabled_at                 timestamptz,
    deleted_at                  timestamptz,
    created_at                  timestamptz not null default now(),
    updated_at                  timestamptz not null default now(),
    constraint stacks_pkey primary key (organization_id, id)
);
create index stacks_region_id_idx on stacks (region_id);
-- Region agents and host names know a stack as organization-stack, so that text is unique as a whole.
create unique index stacks_cluster_name_key on stacks ((organization_id || '-' || id));

create table stack_modules (
    organization_id    text not null,
    stack_id           text not null,
    name               text not null,
    state              text not null default 'ENABLED'
        constraint stack_modules_state_check check (state in ('ENABLED', 'DISABLED')),
    status             text not null default 'UNKNOWN'
        constraint stack_modules_status_check check (status in ('UNKNOWN', 'PROGRESSING', 'READY', 'DELETED')),
    cluster_status     jsonb,
    last_state_update  timestamptz not null default now(),
    last_status_update timestamptz not null default now(),
    constraint stack_modules_pkey primary key (organization_id, stack_id, name),
    constraint stack_modules_stack_fkey foreign key (organization_id, stack_id)
        references stacks (organization_id, id) on delete cascade
);

create table stack_users (
    organization_id text not null,
    stack_id        text not null,
    user_id         text not null references users (id) on delete cascade,
    policy_id       bigint not null references policies (id),
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    constraint stack_users_pkey primary key (organization_id, stack_id, user_id),
    constraint stack_users_stack_fkey foreign key (organization_id, stack_id)
        references stacks (organization_id, id) on delete cascade
);
create index stack_users_user_id_idx on stack_users (user_id);
