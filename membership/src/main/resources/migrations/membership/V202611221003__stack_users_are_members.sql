-- Access to a stack counts for members only; without this it would come back with who leaves and joins again.
delete from stack_users access
where not exists (select 1 from organization_users member
                  where member.organization_id = access.organization_id and member.user_id = access.user_id);
alter table stack_users
    add constraint stack_users_member_fkey foreign key (organization_id, user_id)
        references organization_users (organization_id, user_id) on delete cascade;
create index stack_users_member_idx on stack_users (organization_id, user_id);
