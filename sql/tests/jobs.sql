-- When jobs are due, what happens to those that were missed, died, took too long or failed.
begin;
select plan(31);

create function pg_temp.run(lane text) returns integer language plpgsql as $$
declare v_run bigint; v_count integer := 0;
begin
    loop
        v_run := ops._claim_job(lane);
        exit when v_run is null;
        while ops._job_step(v_run) loop null; end loop;
        perform ops._end_job(v_run);
        v_count := v_count + 1;
    end loop;
    return v_count;
end $$;
create function pg_temp.go(at timestamptz) returns void language sql as $$ update ops.clock set shift = at - now() $$;
create function pg_temp.due(name text, after timestamptz) returns timestamptz language sql as
    $$ select ops._next_due(j, after) from ops.job as j where j.name = $1 $$;

select is(pg_temp.due('connections', '2026-03-01 10:07:30+00'), timestamptz '2026-03-01 10:08+00', 'every minute is the next minute');
select is(pg_temp.due('reservations', '2026-03-01 10:15+00'), timestamptz '2026-03-01 10:30+00', 'a moment of the grid is followed by the next one');
select is(pg_temp.due('full', '2026-03-01 10:00+00'), timestamptz '2026-03-01 23:30+00', 'half past two in Istanbul is 23:30 UTC');
select is(pg_temp.due('full', '2026-03-01 23:30+00'), timestamptz '2026-03-02 23:30+00', 'and then a day later');
select is(pg_temp.due('purge', '2026-03-03 10:00+00'), timestamptz '2026-03-08 00:30+00', 'weekly: on Sunday');
select ops.set_setting('time_zone', 'Europe/Berlin');
select is(pg_temp.due('full', '2026-03-28 12:00+00'), timestamptz '2026-03-29 01:30+00', 'an hour that summer time skips: after it');
select is(pg_temp.due('full', '2026-10-24 12:00+00'), timestamptz '2026-10-25 01:30+00', 'one that comes twice: the second');
select is(pg_temp.due('full', '2026-10-25 01:30+00'), timestamptz '2026-10-26 01:30+00', 'and only once');
select ops.set_setting('time_zone', null);

select pg_temp.go('2026-03-01 10:00:10+00');
select is((select count(*) from ops.job where due_at is not null), 0::bigint, 'after install nothing is due');
select is(pg_temp.run('tick'), 0, 'the first tick plans and runs nothing yet');
select is((select count(*) from ops.job_health where state = 'never run'), 4::bigint, 'the other lane is not its business');
select pg_temp.go('2026-03-01 10:01+00');
select is(pg_temp.run('tick'), 2, 'a minute later the jobs of each minute run');
select is(pg_temp.run('tick'), 0, 'and not again in the same minute');
select pg_temp.go('2026-03-01 16:20+00');
select is(pg_temp.run('tick'), 7, 'what was missed for hours runs once');
select is(pg_temp.run('tick'), 0, 'only once');
select is((select due_at from ops.job where name = 'integrity'), timestamptz '2026-03-01 17:00+00', 'and then by its schedule');
select results_eq($$select distinct job, state from ops.job_run where job = 'reservations'$$, $$values ('reservations', 'done')$$, 'its run is kept');
select is((select count(*) from ops.rule_total), (select count(*) from ops.rule where area <> 'performance'), 'each rule of its areas was recorded');
select is((select count(distinct opened_by) from ops.incident), 0::bigint, 'sound data open no incident');

-- a session that died
select pg_temp.go('2026-03-01 16:31+00');
select set_config('test.run', ops._claim_job('tick')::text, true);
select is((select j.name from ops.job as j where j.state = 'running'), 'incidents', 'a job is claimed');
select results_eq($$select pg_temp.run('tick') > 0, state, note from ops.job_run where id = current_setting('test.run')::bigint$$,
    $$values (true, 'running', null::text)$$, 'its session dies in the middle');
select results_eq($$select state, note from ops.job_run where id = current_setting('test.run')::bigint$$,
    $$values ('interrupted', 'its session ended at: escalate')$$, 'the next tick marks it as interrupted');
select is((select max(id) > current_setting('test.run')::bigint from ops.job_run where job = 'incidents' and state = 'done'), true, 'and runs it anew');

-- too much of its interval
select pg_temp.go('2026-03-01 17:01+00');
select set_config('test.run', ops._claim_job('tick')::text, true);
update ops.job_run set seconds = 3, todo = '{}' where id = current_setting('test.run')::bigint;
select ops._end_job(current_setting('test.run')::bigint);
select results_eq($$select schedule, stretched, note from ops.job_health where name = 'incidents'$$,
    $$values ('every 00:03:00', 'stretched from 00:01:00: a run took 3.0 s', 'took 3.0 s, over 2 percent of 00:01:00: runs every 00:03:00 now')$$,
    'a job that takes over 2 percent of its interval stretches itself and says so');
select is((select due_at from ops.job where name = 'incidents'), timestamptz '2026-03-01 17:03+00', 'and runs less often');
select is(pg_temp.run('tick') > 0, true, 'the others run');
select pg_temp.go('2026-03-01 17:03+00');
select pg_temp.run('tick');
select is((select stretched from ops.job_health where name = 'incidents'), null, 'a quick run takes the stretch back');

-- a step that fails ends no other
select pg_temp.go('2026-03-01 17:04+00');
create function ops.stand_in() returns text language plpgsql as $$ begin raise exception 'not today'; end $$;
update ops.job set argument = '{stand_in,version}', lane = 'tick', due_at = ops.now() where name = 'seals';
select pg_temp.run('tick');
select results_eq($$select state, failures, steps, note from ops.job_run where job = 'seals'$$,
    $$select 'failed', 1, 2, E'call stand_in failed: P0001 not today\nops.version(): ' || ops.version()$$, 'a step that fails is named and ends no other');
select is((select state from ops.job_health where name = 'seals'), 'failed', 'and the job is not well');

select is(ops.set_job('cron', every => '30 minutes'), timestamptz '2026-03-01 17:30+00', 'a person changes a schedule');
select throws_ok($$select ops.set_job('cron', every => '10 seconds')$$, 'OP005', null, 'pg_cron knows no seconds');

select * from finish();
rollback;
