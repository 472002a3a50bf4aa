-- Relying parties that were registered over the API. Secrets are sealed, not hashed: callers may ask
-- for them.
create table clients (
    id text primary key,
    sealed_secret bytea not null,
    name text not null,
    public boolean not null,
    logo_url text not null,
    redirect_uris text[] not null,
    post_logout_redirect_uris text[] not null,
    trusted_peers text[] not null,
    allowed_connectors text[] not null,
    shares_session text[],
    refresh_lifetime text not null,
    backchannel_logout_uri text not null,
    updated_at timestamptz not null
);
