-- What each word of a job's steps does.
create or replace function ops._do_step(run bigint, step text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_word text := split_part(step, ' ', 1);
    v_first text := split_part(step, ' ', 2);
    v_second text := split_part(step, ' ', 3);
    v_one ops.recorded;
    v_count bigint;
begin
    case v_word
        when 'check' then
            v_one := ops._record_rule(v_first, v_second);
            return case when v_one.state in ('unknown', 'lost') then format('%s: %s', v_second, v_one.state) end;
        when 'incidents' then
            select count(*) into v_count from ops._open_for_findings(v_first, v_second);
            return case when v_count > 0 then format('%s: %s incidents', v_first, v_count) end;
        when 'escalate' then
            v_count := ops._escalate_due();
            return case when v_count > 0 then format('%s incidents handed up', v_count) end;
        when 'collect' then return ops._collect_answers();
        when 'send' then return ops._send_by_net();
        when 'maintenance' then return ops._turn_maintenance();
        when 'call' then return ops._call_step(v_first);
        when 'plan' then return ops._nightly_plan(run, v_first, v_second);
        when 'apply' then return ops._nightly_apply(run, v_first::bigint);
        when 'batch' then return ops._nightly_batch(run, v_first::bigint);
        when 'rest' then return ops._nightly_rest(v_first);
        when 'purge' then return ops._purge();
    end case;
    return null;
end
$$;
comment on function ops._do_step(bigint, text) is 'One line about what came of it; null when there is nothing to say.';
revoke all on function ops._do_step(bigint, text) from public;
