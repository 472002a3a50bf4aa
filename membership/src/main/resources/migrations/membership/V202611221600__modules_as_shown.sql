-- A page of fifty stacks shows some three hundred modules, and putting their JSON together at each
-- request took fifteen times as long as everything else that PostgreSQL does for it. So it is put
-- together when a module changes, which is rare.
create function modules_as_shown(organization text, stack text) returns json
    language sql stable
begin atomic
    select coalesce('[' || string_agg(
               case when jsonb_typeof(module.cluster_status) = 'object'
                    then (select to_json(whole)::text
                          from (select module.name, module.state, module.status,
                                       to_char(module.last_status_update at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastStatusUpdate",
                                       to_char(module.last_state_update at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastStateUpdate",
                                       module.cluster_status as "clusterStatus") whole)
                    else (select to_json(part)::text
                          from (select module.name, module.state, module.status,
                                       to_char(module.last_status_update at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastStatusUpdate",
                                       to_char(module.last_state_update at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "lastStateUpdate") part)
               end, ',' order by module.name) || ']', '[]')::json
    from stack_modules module
    where module.organization_id = organization and module.stack_id = stack;
end;

alter table stacks add column modules_shown json not null default '[]';
update stacks set modules_shown = modules_as_shown(organization_id, id);

create function show_changed_modules() returns trigger
    language plpgsql as
$$
begin
    -- The stacks are locked by a statement of its own, so that the next one sees what whoever held
    -- them before has written.
    perform 1 from membership.stacks stack
    where (stack.organization_id, stack.id) in (select organization_id, stack_id from changed)
    order by stack.organization_id, stack.id
    for no key update;
    update membership.stacks stack
    set modules_shown = membership.modules_as_shown(stack.organization_id, stack.id)
    where (stack.organization_id, stack.id) in (select organization_id, stack_id from changed);
    return null;
end
$$;

create trigger stack_modules_inserted after insert on stack_modules
    referencing new table as changed for each statement execute function show_changed_modules();
create trigger stack_modules_updated after update on stack_modules
    referencing new table as changed for each statement execute function show_changed_modules();
create trigger stack_modules_deleted after delete on stack_modules
    referencing old table as changed for each statement execute function show_changed_modules();

create or replace view stacks_shown as
select stack.organization_id,
       stack.id,
       stack.name,
       stack.version,
       stack.metadata,
       stack.state,
       stack.status,
       stack.expected_status,
       stack.stargate_enabled,
       stack.audit_enabled,
       stack.synchronised,
       stack.reachable,
       stack.last_reachable_update,
       stack.last_state_update,
       stack.last_expected_status_update,
       stack.last_status_update,
       stack.warned_at,
       stack.disposable_since,
       stack.disabled_at,
       stack.deleted_at,
       stack.created_at,
       stack.updated_at,
       region.id             as region_id,
       region.name           as region_name,
       region.base_url       as region_base_url,
       region.created_at     as region_created_at,
       region.active         as region_active,
       region.outdated       as region_outdated,
       region.last_ping      as region_last_ping,
       region.capabilities   as region_capabilities,
       region.agent_id       as region_agent_id,
       region.version        as region_version,
       stack.modules_shown   as modules
from stacks stack
join regions region on region.id = stack.region_id;
