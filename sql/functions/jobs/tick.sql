-- Runs the jobs that are due: pg_cron's entries and `lotastro-ops schedule run` call it.
-- A procedure that commits can carry neither SET nor SECURITY DEFINER: it is a bare loop over
-- pinned functions, and everything in it is named in full.
create or replace procedure ops.tick(lane text default 'tick')
language plpgsql
as $$
declare
    v_run bigint;
begin
    perform ops._require_top_level('ops.tick');
    perform ops._require_lane(lane);
    commit;
    loop
        v_run := ops._claim_job(lane);
        commit;
        exit when v_run is null;
        while ops._job_step(v_run) loop
            commit;
        end loop;
        perform ops._end_job(v_run);
        commit;
    end loop;
end
$$;
comment on procedure ops.tick(text) is 'lane: tick (short work, each minute) or nightly. One transaction a step; two callers at once share the jobs and never run one twice. For the package''s owner. OP005, OP011.';
revoke all on procedure ops.tick(text) from public;
