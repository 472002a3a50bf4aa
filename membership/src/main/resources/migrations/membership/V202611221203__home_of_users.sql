-- The organization whose own provider vouches for the person: outside of it the account is nobody.
alter table users add column home_organization_id text references organizations (id) on delete cascade;
create index users_home_organization_id_idx on users (home_organization_id) where home_organization_id is not null;
