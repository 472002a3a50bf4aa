-- Each line of the audit log leaves a row here in its own transaction; who spreads them to their
-- receivers deletes it.
create table outbox (
    seq bigint primary key,
    id  uuid not null default gen_random_uuid()
);

create table event_endpoints (
    id                 text primary key,
    organization_id    text references organizations (id) on delete cascade,
    url                text not null,
    description        text not null default '',
    actions            text[] not null default '{}',
    enabled            boolean not null default true,
    secret_sealed      bytea not null,
    secret_last_digits text not null,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now()
);

-- What one receiver has not taken yet, and what it never took.
create table event_deliveries (
    sink            text not null,
    seq             bigint not null,
    id              uuid not null,
    organization_id text not null,
    dead_at         timestamptz,
    last_error      text,
    constraint event_deliveries_pkey primary key (sink, seq)
);
create index event_deliveries_waiting_idx on event_deliveries (sink, organization_id, seq) where dead_at is null;

-- The events of one organization for one receiver follow each other: only who has the lease sends.
create table event_lanes (
    sink            text not null,
    organization_id text not null,
    due_at          timestamptz not null,
    leased_until    timestamptz not null default '-infinity',
    attempts        integer not null default 0,
    constraint event_lanes_pkey primary key (sink, organization_id)
);
create index event_lanes_due_at_idx on event_lanes (due_at);
