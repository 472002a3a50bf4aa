-- Which provider the person logged in at, and under which name they did: a person is what one issuer
-- calls them by one connector, and a refused attempt is known by the name that was typed only.
alter table login_events
    add column seq bigint generated always as identity,
    add column issuer text not null default '',
    -- In lower case; empty where the upstream asked for it.
    add column login_name text not null default '';
drop index login_events_person_idx;
create index login_events_person_idx
    on login_events (issuer, connector_id, user_id, seq desc) where user_id <> '';
create index login_events_attempts_idx
    on login_events (issuer, connector_id, login_name, seq desc)
    where user_id = '' and login_name <> '';
