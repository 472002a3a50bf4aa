create table spent_requests (
    request_id text primary key,
    expires_at timestamptz not null
);
create index spent_requests_expires_at_idx on spent_requests (expires_at);
