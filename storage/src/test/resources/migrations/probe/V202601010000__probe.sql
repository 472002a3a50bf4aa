create table probes (
    id    integer constraint probes_pkey primary key,
    owner integer constraint probes_owner_fkey references probes (id),
    count integer not null default 0 constraint probes_count_check check (count >= 0)
);
