-- Whoever was a member once: removing them again is no error, and programs rely on that.
create table former_members (
    organization_id text not null references organizations (id) on delete cascade,
    user_id         text not null,
    left_at         timestamptz not null,
    constraint former_members_pkey primary key (organization_id, user_id)
);
create index organization_users_policy_id_idx on organization_users (policy_id);
create index stack_users_policy_id_idx on stack_users (policy_id);
