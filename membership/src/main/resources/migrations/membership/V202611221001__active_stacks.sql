-- The usual list shows active stacks only; a page of it must not wade through deleted ones.
create index stacks_active_idx on stacks (organization_id, id) where state = 'ACTIVE';
-- The OAuth client of a stack is stack_<organization>_<stack>; read backwards, that must name one stack.
create unique index stacks_client_id_key on stacks (('stack_' || organization_id || '_' || id));
