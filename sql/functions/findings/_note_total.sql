-- Keeps how a rule stands, when that is not how it stood.
create or replace function ops._note_total(recorded ops.recorded, note text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_last ops.rule_total;
begin
    select t.* into v_last from ops.rule_total as t where t.rule = (recorded).rule order by t.at desc limit 1;
    if (v_last.state, v_last.rows, v_last.metres) is distinct from ((recorded).state, (recorded).rows,
        (recorded).metres) then
        insert into ops.rule_total as t (rule, at, state, rows, metres, seconds, checked_at, note)
        values ((recorded).rule, ops.now(), (recorded).state, (recorded).rows, (recorded).metres, (recorded).seconds,
            ops.now(), _note_total.note)
        on conflict on constraint rule_total_pkey do update
        set state = excluded.state, rows = excluded.rows, metres = excluded.metres, seconds = excluded.seconds,
            note = excluded.note;
    elsif v_last.checked_at <= ops.now() - interval '1 hour' then
        update ops.rule_total as t
        set checked_at = ops.now(), seconds = (recorded).seconds
        where t.rule = v_last.rule and t.at = v_last.at;
    end if;
end
$$;
comment on function ops._note_total(ops.recorded, text) is 'A row of ops.rule_total when state, rows or metres changed; else the time of the check, at most once an hour.';
revoke all on function ops._note_total(ops.recorded, text) from public;
