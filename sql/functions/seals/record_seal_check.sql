-- Verifies the seals and keeps who did it, when, and what was found.
create or replace function ops.record_seal_check(complete boolean default true, head text default null)
returns text
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_started timestamptz := clock_timestamp();
    v_last ops.seal_batch;
    v_verdicts ops.seal_verdict[];
    v_check ops.seal_check;
begin
    -- no seal is written meanwhile, and no journal purged: what is on record is what was looked at
    perform ops._lock_seals(wait => true);
    select b.id, b.hash into v_last.id, v_last.hash from ops.seal_batch as b order by b.id desc limit 1;
    if v_last.id is null and head is null then
        return 'nothing is sealed yet: select ops.seal()';
    end if;
    v_verdicts := array(select v from ops.verify_seals(complete, head) as v);
    select coalesce(sum(v.rows) filter (where v.what = 'verified'), 0),
        coalesce(sum(coalesce(v.rows, 1)) filter (where v.what not in ('verified', 'unknown')), 0),
        coalesce(sum(v.rows) filter (where v.what = 'unknown'), 0)
    into v_check.rows, v_check.broken, v_check.unknown
    from unnest(v_verdicts) as v;
    insert into ops.seal_check (checked_at, actor, complete, head, batch, hash, rows, broken, unknown, seconds)
    values (ops.now(), ops.actor(), record_seal_check.complete, record_seal_check.head, coalesce(v_last.id, 0), coalesce(v_last.hash, ''),
        v_check.rows, v_check.broken, v_check.unknown, extract(epoch from clock_timestamp() - v_started))
    returning id into v_check.id;
    insert into ops.seal_break (seal_check, "position", what, subject, key, batch, message)
    select v_check.id, row_number() over (order by v.place), v.what, v.subject, v.key, v.batch, v.message
    from unnest(v_verdicts) with ordinality as v (what, subject, key, batch, rows, message, place)
    where v.what not in ('verified', 'unknown')
    order by v.place
    limit 1000;
    return format('%s sealed rows looked at, %s broken, %s unknown: select * from ops.verify_seals()', v_check.rows, v_check.broken, v_check.unknown);
end
$$;
comment on function ops.record_seal_check(boolean, text) is 'The counts; ops.seal_check and ops.seal_break have the rest. Arguments as for ops.verify_seals.';
revoke all on function ops.record_seal_check(boolean, text) from public;
grant execute on function ops.record_seal_check(boolean, text) to ops_operator;
