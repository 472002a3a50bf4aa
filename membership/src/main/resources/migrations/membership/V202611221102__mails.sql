-- Mails on their way. What they say is made when they are sent, from what is stored then; no link
-- that proves anything stands here.
create table mails (
    id            text primary key,
    recipient     text not null,
    invitation_id text not null references invitations (id) on delete cascade,
    due_at        timestamptz not null,
    leased_until  timestamptz not null default '-infinity',
    attempts      integer not null default 0,
    last_error    text,
    dead_at       timestamptz,
    created_at    timestamptz not null default now()
);
create index mails_due_at_idx on mails (due_at) where dead_at is null;
