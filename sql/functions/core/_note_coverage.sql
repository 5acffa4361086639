-- Remembers that a rule ran here, so that losing it later is noticed.
create or replace function ops._note_coverage(rule text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- asked first: an insert that finds its row there locks it, which is written down too
    if exists (select from ops.rule_coverage as c
        where c.rule = _note_coverage.rule and c.last_ran_at >= ops.now() - interval '1 hour')
    then
        return;
    end if;
    -- a plan must not wait for another session's plan just to write the same line
    if pg_try_advisory_xact_lock(hashtextextended('ops:coverage', 0)) then
        insert into ops.rule_coverage as c (rule, last_ran_at)
        values (_note_coverage.rule, ops.now())
        on conflict on constraint rule_coverage_pkey do update
        set last_ran_at = excluded.last_ran_at
        where c.last_ran_at < excluded.last_ran_at - interval '1 hour';
    end if;
end
$$;
comment on function ops._note_coverage(text) is 'Writes ops.rule_coverage at most once an hour; leaves it to another session that is writing now.';
revoke all on function ops._note_coverage(text) from public;
