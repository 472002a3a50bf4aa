create table device_codes (
    code_hash bytea primary key,
    user_code text not null,
    client_id text not null,
    address text not null,
    sealed_request bytea not null,
    state text not null,
    sealed_grant bytea,
    c_hash text,
    last_poll_at timestamptz,
    interval_seconds integer not null,
    expires_at timestamptz not null,
    constraint device_codes_user_code_key unique (user_code),
    constraint device_codes_state_check check (state in ('WAITING', 'APPROVED', 'DENIED'))
);
create index device_codes_expires_at_idx on device_codes (expires_at);
create index device_codes_quota_idx on device_codes (client_id, address);
