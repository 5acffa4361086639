-- How the seals stand, for a resolution check, with the head to keep elsewhere.
create or replace function ops._verify_seals_line()
returns table (state text, message text, evidence jsonb, next text)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_head text := ops.seal_head();
    v_broken bigint;
    v_unknown bigint;
    v_check ops.seal_check;
begin
    if v_head is null then
        return query select 'manual', 'nothing is sealed: what was edited or removed could not be told', null::jsonb, 'select ops.seal()';
        return;
    end if;
    select count(*) filter (where f.what <> 'unknown'), count(*) filter (where f.what = 'unknown') into v_broken, v_unknown
    from ops._seal_findings() as f;
    select c.* into v_check from ops.seal_check as c where c.complete order by c.id desc limit 1;
    return query
        select case when v_broken > 0 then 'failed' when v_unknown > 0 or v_check.id is null then 'unknown' else 'passed' end,
            case
                when v_broken > 0 then format('%s rows or seals are not as they were sealed', v_broken)
                when v_check.id is null then 'rows sealed so far were never verified'
                when v_unknown > 0 then format('%s rows cannot be told', v_unknown)
                else format('%s rows were as sealed on %s', v_check.rows,
                    to_char(v_check.checked_at at time zone (select ops.setting('time_zone')), 'YYYY-MM-DD HH24:MI'))
            end,
            jsonb_build_object('head', v_head, 'broken', v_broken, 'unknown', v_unknown, 'checked_at', v_check.checked_at, 'checked_by', v_check.actor),
            case
                when v_broken + v_unknown > 0 then 'select * from ops.verify_seals()'
                when v_check.id is null then 'select ops.record_seal_check()'
            end;
end
$$;
comment on function ops._verify_seals_line() is 'One line: the last complete verification, and what is known now; the evidence has the head.';
revoke all on function ops._verify_seals_line() from public;
