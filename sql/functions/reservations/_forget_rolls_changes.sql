-- Writes lines anew without their rolls.
create or replace function ops._forget_rolls_changes(keys text[])
returns setof ops.proposal
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select p.*
    from ops._rewritten_lines(keys::uuid[], array_fill('{"roll_ids": null}'::jsonb, array[cardinality(keys)]),
        'the line forgets its rolls') as p
$$;
comment on function ops._forget_rolls_changes(text[]) is 'Choice forget_rolls of reservation_roll_ids.';
revoke all on function ops._forget_rolls_changes(text[]) from public;
