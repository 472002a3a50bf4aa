-- Authorization requests that are too long to travel in a URL or a cookie.
create table parked_requests (
    request_id text primary key,
    sealed bytea not null,
    expires_at timestamptz not null
);
create index parked_requests_expires_at_idx on parked_requests (expires_at);
