-- What was shown of an organization's stacks may be shown again as long as none of them, and none of the regions that they are
-- in, has changed. The transaction that changes one leaves its own number, which no other has: with the organization when it
-- commits, so that it does not wait there for others of the organization before, and with the region at once.
alter table organizations add column stacks_revision bigint not null default 0;
alter table regions add column revision bigint not null default 0;

create function number_of_transaction() returns bigint
    language sql volatile
    return pg_current_xact_id()::text::bigint;

create function revise_stacks() returns trigger
    language plpgsql as
$$
begin
    update membership.organizations
    set stacks_revision = membership.number_of_transaction()
    where id in (old.organization_id, new.organization_id)
      and stacks_revision <> membership.number_of_transaction();
    return null;
end
$$;
create constraint trigger stacks_revised after insert or update or delete on stacks
    deferrable initially deferred
    for each row execute function revise_stacks();
alter table stacks enable always trigger stacks_revised;

create function revise_region() returns trigger
    language plpgsql as
$$
begin
    new.revision := membership.number_of_transaction();
    return new;
end
$$;
create trigger regions_revised before insert or update on regions
    for each row execute function revise_region();
alter table regions enable always trigger regions_revised;

-- What a client may do ends with its row.
create trigger organization_clients_deleted after delete on organization_clients
    referencing old table as changed for each statement execute function revise_rights_of_members();
