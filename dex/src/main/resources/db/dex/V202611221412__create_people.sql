-- Who has logged in, as of their last login.
create table people (
    user_id text not null,
    connector_id text not null,
    sealed_identity bytea not null,
    created_at timestamptz not null,
    last_login_at timestamptz not null,
    constraint people_pkey primary key (user_id, connector_id)
);
