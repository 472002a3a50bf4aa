-- Names of tables and columns, and that everything else has a default, are relied upon by SQL that
-- operators run by hand: users(id), organizations(id, owner_id), and the columns of regions and stacks.

create table users (
    id         text primary key,
    email      text not null,
    role       text not null default 'USER' constraint users_role_check check (role in ('USER', 'ADMIN')),
    -- For an account that the wizard declared: the connector whose user has the account's id.
    declared_connector text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index users_email_idx on users (lower(email));

-- Who somebody is: what a provider calls them. One person may have several of these.
create table identities (
    issuer         text not null,
    connector_id   text not null,
    subject        text not null,
    user_id        text not null references users (id) on delete cascade,
    email          text not null,
    email_verified boolean not null,
    created_at     timestamptz not null default now(),
    last_login_at  timestamptz not null default now(),
    constraint identities_pkey primary key (issuer, connector_id, subject)
);
create index identities_user_id_idx on identities (user_id);

create table organizations (
    id                  text primary key,
    name                text not null,
    owner_id            text not null references users (id),
    domain              text,
    default_policy_id   bigint,
    available_stacks    integer not null default 5,
    available_sandboxes integer not null default 5,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now()
);
create unique index organizations_domain_key on organizations (lower(domain)) where domain is not null;
create index organizations_owner_id_idx on organizations (owner_id);

create table organization_features (
    organization_id text not null references organizations (id) on delete cascade,
    name            text not null,
    created_at      timestamptz not null default now(),
    constraint organization_features_pkey primary key (organization_id, name)
);
