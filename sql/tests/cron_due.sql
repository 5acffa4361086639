-- When a schedule is due: checked against every minute of a stretch of time.
begin;
select plan(25);

create function pg_temp.due(schedule text, forward boolean default false) returns text language sql as
    $$select to_char(ops._cron_due(schedule, '2026-11-24 06:07:30+00', forward) at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')$$;
select is(pg_temp.due('* * * * *'), '2026-11-24 06:07:00', '* * * * * before');
select is(pg_temp.due('* * * * *', true), '2026-11-24 06:08:00', 'and after');
select is(pg_temp.due('0 21 * * *'), '2026-11-23 21:00:00', '0 21 * * * before');
select is(pg_temp.due('0 21 * * *', true), '2026-11-24 21:00:00', 'and after');
select is(pg_temp.due('0 0 29 2 *'), '2024-02-29 00:00:00', '0 0 29 2 * before');
select is(pg_temp.due('0 0 29 2 *', true), '2028-02-29 00:00:00', 'and after');
select is(pg_temp.due('0 0 30 2 *'), null, '0 0 30 2 * before');
select is(pg_temp.due('0 0 30 2 *', true), null, 'and after');
select is(pg_temp.due('0 0 13 * fri'), '2026-11-20 00:00:00', '0 0 13 * fri before');
select is(pg_temp.due('0 0 13 * fri', true), '2026-11-27 00:00:00', 'and after');
select is(pg_temp.due('15,45 8-18/2 * jan,nov *'), '2026-11-23 18:45:00', '15,45 8-18/2 * jan,nov * before');
select is(pg_temp.due('15,45 8-18/2 * jan,nov *', true), '2026-11-24 08:15:00', 'and after');
select is(pg_temp.due('0 0 $ * *'), '2026-10-31 00:00:00', '0 0 $ * * before');
select is(pg_temp.due('0 0 $ * *', true), '2026-11-30 00:00:00', 'and after');
select is(pg_temp.due('0 0 * * 7'), '2026-11-22 00:00:00', '0 0 * * 7 before');
select is(pg_temp.due('0 0 * * 7', true), '2026-11-29 00:00:00', 'and after');
select is(pg_temp.due('30 seconds'), '2026-11-24 06:07:00', '30 seconds before');
select is(pg_temp.due('30 seconds', true), '2026-11-24 06:08:00', 'and after');
select is(pg_temp.due('@monthly'), '2026-11-01 00:00:00', '@monthly before');
select is(pg_temp.due('@monthly', true), '2026-12-01 00:00:00', 'and after');
select is(pg_temp.due('61 * * * *'), null, '61 * * * * before');
select is(pg_temp.due('61 * * * *', true), null, 'and after');
select is(ops._cron_field('mon-fri', 0, 7, '{sun,mon,tue,wed,thu,fri,sat}'), '{1,2,3,4,5}'::integer[], 'names of days');
select is(ops._cron_field('*/20', 0, 59), '{0,20,40}'::integer[], 'steps');
select is(ops._cron_field('5-x', 0, 59), null, 'and what is none');

select * from finish();
rollback;
