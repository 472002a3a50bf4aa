create table logs (
    seq             bigint primary key generated always as identity,
    organization_id text,
    stack_id        text,
    user_id         text not null default '',
    action          text not null,
    date            timestamptz not null,
    data            jsonb not null default '{}'
);
create index logs_organization_id_idx on logs (organization_id, seq desc);
