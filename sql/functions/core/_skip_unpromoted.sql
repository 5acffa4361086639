-- Leaves alone, in an unattended run, what nobody has promoted.
create or replace function ops._skip_unpromoted(run bigint)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select ops._skip(run, array_agg(i."position"), 'held', ops._not_promoted(i.rule, i.cause))
    from ops._run_items(run) as i
    where exists (select from ops.run as r where r.id = run and r.unattended)
        and not exists (select from ops.promotion as p where p.rule = i.rule and p.cause = coalesce(i.cause, 'any'))
    group by i.rule, i.cause
$$;
comment on function ops._skip_unpromoted(bigint) is 'Marks rows as held whose (rule, cause) is not in ops.promotion; does nothing for a run by hand.';
revoke all on function ops._skip_unpromoted(bigint) from public;
