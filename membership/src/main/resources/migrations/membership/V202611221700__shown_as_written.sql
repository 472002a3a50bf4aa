-- Stacks are read far more often than they, their regions and people's rights change. To make up the JSON of a stack from
-- thirty columns at each request took most of what a page cost, here and in the program. So it is put together when something
-- is written, each part of it from its own row alone: a statement that waited for another one sees other tables as they were.
-- The triggers that do so run for every writer, copies of rows that are loaded without other triggers included.

create function instant_as_shown(instant timestamptz) returns text
    language sql stable
    return to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');

alter table regions add column shown json not null default '{}';

create function show_region() returns trigger
    language plpgsql as
$$
begin
    new.shown := (
        select json_strip_nulls(to_json(part))
        from (select new.id,
                     new.name,
                     new.base_url as "baseUrl",
                     membership.instant_as_shown(new.created_at) as "createdAt",
                     new.active,
                     membership.instant_as_shown(new.last_ping) as "lastPing",
                     new.capabilities,
                     coalesce(new.agent_id, new.id) as "agentID",
                     new.outdated,
                     new.version) part);
    return new;
end
$$;
create trigger regions_shown before insert or update on regions
    for each row execute function show_region();
alter table regions enable always trigger regions_shown;
update regions set shown = '{}';

-- The members of the object, without the braces: its address, its region and its modules come to them when it is read.
alter table stacks add column shown text not null default '';
-- What is read at once lies in one place: up to a page of the database, nothing is compressed or moved out of the row.
alter table stacks set (toast_tuple_target = 8160);

create function show_stack() returns trigger
    language plpgsql as
$$
begin
    new.shown := (
        select substr(whole, 2, length(whole) - 2)
        from (select json_strip_nulls(to_json(part))::text as whole
              from (select new.id,
                           new.name,
                           new.organization_id as "organizationId",
                           new.region_id as "regionID",
                           new.version,
                           new.status,
                           new.state,
                           new.expected_status as "expectedStatus",
                           membership.instant_as_shown(new.last_state_update) as "lastStateUpdate",
                           membership.instant_as_shown(new.last_expected_status_update) as "lastExpectedStatusUpdate",
                           membership.instant_as_shown(new.last_status_update) as "lastStatusUpdate",
                           new.reachable,
                           membership.instant_as_shown(new.last_reachable_update) as "lastReachableUpdate",
                           membership.instant_as_shown(new.warned_at) as "warnedAt",
                           membership.instant_as_shown(new.disposable_since) as "disposableSince",
                           new.stargate_enabled as "stargateEnabled",
                           new.synchronised,
                           new.audit_enabled as "auditEnabled",
                           membership.instant_as_shown(new.created_at) as "createdAt",
                           membership.instant_as_shown(new.updated_at) as "updatedAt",
                           membership.instant_as_shown(new.disabled_at) as "disabledAt",
                           membership.instant_as_shown(new.deleted_at) as "deletedAt",
                           new.metadata) part) text);
    return new;
end
$$;
create trigger stacks_shown before insert or update on stacks
    for each row execute function show_stack();
alter table stacks enable always trigger stacks_shown;
update stacks set shown = '';

drop view stacks_shown;

-- A number that no other moment of any organization has had, so that whoever remembers somebody's rights in an organization
-- together with it knows from the number alone whether they still hold. It changes in the transaction that changes them.
create sequence rights_revisions;
alter table organizations add column rights_revision bigint not null default nextval('membership.rights_revisions');

create function revise_rights_of_members() returns trigger
    language plpgsql as
$$
begin
    update membership.organizations
    set rights_revision = nextval('membership.rights_revisions')
    where id in (select organization_id from changed);
    return null;
end
$$;
create trigger organization_users_inserted after insert on organization_users
    referencing new table as changed for each statement execute function revise_rights_of_members();
create trigger organization_users_updated after update on organization_users
    referencing new table as changed for each statement execute function revise_rights_of_members();
create trigger organization_users_deleted after delete on organization_users
    referencing old table as changed for each statement execute function revise_rights_of_members();
create trigger stack_users_inserted after insert on stack_users
    referencing new table as changed for each statement execute function revise_rights_of_members();
create trigger stack_users_updated after update on stack_users
    referencing new table as changed for each statement execute function revise_rights_of_members();
create trigger stack_users_deleted after delete on stack_users
    referencing old table as changed for each statement execute function revise_rights_of_members();

-- A policy that belongs to no organization is every organization's.
create function revise_rights_of_policies() returns trigger
    language plpgsql as
$$
begin
    update membership.organizations
    set rights_revision = nextval('membership.rights_revisions')
    where id in (select policy.organization_id
                 from changed join membership.policies policy on policy.id = changed.policy_id)
       or exists (select 1
                  from changed join membership.policies policy on policy.id = changed.policy_id
                  where policy.organization_id is null);
    return null;
end
$$;
create trigger policy_scopes_inserted after insert on policy_scopes
    referencing new table as changed for each statement execute function revise_rights_of_policies();
create trigger policy_scopes_updated after update on policy_scopes
    referencing new table as changed for each statement execute function revise_rights_of_policies();
create trigger policy_scopes_deleted after delete on policy_scopes
    referencing old table as changed for each statement execute function revise_rights_of_policies();

-- A platform administrator has rights everywhere; whoever becomes one, or ceases to be one, changes all of them. Everybody
-- else who leaves is taken out of the organizations that they belong to, which the triggers above see.
create function revise_all_rights() returns trigger
    language plpgsql as
$$
begin
    update membership.organizations set rights_revision = nextval('membership.rights_revisions');
    return null;
end
$$;
create trigger users_changed after update of role, home_organization_id on users
    for each row
    when (old.role is distinct from new.role or old.home_organization_id is distinct from new.home_organization_id)
    execute function revise_all_rights();
create trigger users_deleted after delete on users
    for each row when (old.role = 'ADMIN') execute function revise_all_rights();
