-- What the provider calls the person, for the claim of that name.
alter table identities add column name text not null default '';
