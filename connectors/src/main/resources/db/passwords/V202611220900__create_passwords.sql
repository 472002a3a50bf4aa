create table passwords (
    email              text        not null,
    hash               text        not null,
    user_id            text        not null,
    username           text        not null,
    name               text        not null,
    preferred_username text,
    email_verified     boolean     not null,
    groups             text[]      not null,
    updated_at         timestamptz not null,
    constraint passwords_pkey primary key (email),
    constraint passwords_email_check check (email = lower(email))
);
