-- The hash of the browser session that a family ends with.
alter table refresh_tokens add column session bytea;
create index refresh_tokens_session_idx on refresh_tokens (session) where session is not null;
