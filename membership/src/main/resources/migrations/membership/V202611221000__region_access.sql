-- Further organizations that may run stacks in a private region. Which ids exist must not show, so none is looked up
-- when access is given: no foreign key on the organization.
create table region_access (
    region_id       text not null references regions (id) on delete cascade,
    organization_id text not null,
    created_at      timestamptz not null default now(),
    constraint region_access_pkey primary key (region_id, organization_id)
);
create index region_access_organization_id_idx on region_access (organization_id, region_id);
create index regions_organization_id_idx on regions (organization_id, id);
