-- What may lawfully happen to sealed rows, and what may not pass for it.
begin;
select plan(23);

create function pg_temp.entry(age interval) returns uuid language plpgsql as $$
declare v uuid := sample.an_entry('UPDATE', 'lot', current_setting('test.lot')::uuid, identifier => 'T-LOT');
begin
    update public.audit_logs as a set created_at = ops.now() - age where a.id = v;
    return v;
end $$;
create function pg_temp.said() returns table (what text, subject text, key text) language sql as $$
    select v.what, v.subject, v.key from ops.verify_seals() as v where v.what <> 'verified' order by 1, 2, 3
$$;
create function pg_temp.counts(subject text) returns text language sql as $$
    select regexp_replace(v.message, '^.*; ', '') from ops.verify_seals() as v where v.what = 'verified' and v.subject = counts.subject
$$;
select set_config('test.lot', sample.a_lot('T-LOT')::text, true);
delete from audit_logs;

-- the application's retention
insert into email_settings (setting_key, setting_value) values ('audit_log_retention_days', '100');
select pg_temp.entry(n * interval '10 days') from generate_series(1, 20) as n;
select ops.seal();
savepoint sound;
delete from audit_logs where created_at < now() - interval '100 days';
select is_empty($$select * from pg_temp.said()$$, 'what the retention removed is not missed');
select is(pg_temp.counts('public.audit_logs'), '10 expired, 0 purged, 0 redacted, 0 accepted', 'but counted');
update ops.clock set shift = '1 hour';
select matches(ops.seal(), '^0 rows', 'the next seal records it');
select is((select rows from ops.seal_batch where kind = 'expired'), 10::bigint, 'once');
select is(pg_temp.counts('public.audit_logs'), '10 expired, 0 purged, 0 redacted, 0 accepted', 'and it is counted once');
update email_settings set setting_value = '365' where setting_key = 'audit_log_retention_days';
select is_empty($$select * from pg_temp.said()$$, 'a longer retention afterwards does not call them back');
rollback to sound;
delete from audit_logs where created_at < now() - interval '95 days';
select results_eq($$select what, count(*) from pg_temp.said() group by 1$$, $$values ('removed', 1::bigint)$$, 'what is younger than the retention may not go');
rollback to sound;
delete from audit_logs where created_at between now() - interval '155 days' and now() - interval '105 days';
select results_eq($$select what, count(*) from pg_temp.said() group by 1$$, $$values ('removed', 5::bigint)$$, 'nor may a hole among older rows');
select is((select array_agg(message) from ops.verify_seals(max_rows => 2) where what = 'removed' and key is null), array['and 3 more rows of public.audit_logs: removed'],
    'of many the first are named, the others counted');
rollback to sound;
update audit_logs set is_reversed = true where created_at between now() - interval '191 days' and now() - interval '185 days';
delete from audit_logs where created_at < now() - interval '105 days' and is_reversed is not true;
select is_empty($$select * from pg_temp.said()$$, 'a reversed row that the clean-up could not remove proves no hole');
rollback to sound;
delete from audit_logs where created_at < now() - interval '100 days';
update email_settings set setting_value = '30' where setting_key = 'audit_log_retention_days';
delete from audit_logs;
update ops.clock set shift = '1 hour';
select results_eq($$select what, count(*) from pg_temp.said() group by 1$$, $$values ('removed', 2::bigint)$$, 'what is young is missed although nothing is left');
rollback to sound;
update ops.clock set shift = '200 days';
select ops.seal();
delete from audit_logs where created_at < now() + interval '50 days';
select ops.seal() from (select set_config('x.y', '', true)) as x;
update ops.clock set shift = '200 days 1 hour';
select ops.seal();
select is((select count(*) from ops.seal_batch where subject = 'public.audit_logs' and rows = 20 and kind = 'rows' and keys is null), 1::bigint, 'digests of batches that are all gone are not kept');
select is_empty($$select * from pg_temp.said()$$, 'and not missed');
update ops.clock set shift = '0';
delete from ops.seal_batch; delete from ops.seal_check;

-- the journal: personal data, and age
create function pg_temp.act(email text, action text) returns void language sql as $$
    select count(*) from ops._act('auth', 'forget', array[
        (null, 'public.login_attempts', (select jsonb_build_object('id', l.id) from login_attempts as l where l.email = act.email), act.action,
            case act.action when 'update' then jsonb_build_object('email', act.email) end,
            case act.action when 'update' then jsonb_build_object('email', 'x@y') end, 'a login attempt')::ops.proposal
    ], 'test', false)
$$;
insert into login_attempts (email, success) values ('a@example.com', false), ('b@example.com', false), ('c@example.com', false);
select pg_temp.act('a@example.com', 'update'), pg_temp.act('b@example.com', 'delete'), pg_temp.act('c@example.com', 'update');
update ops.clock set shift = '2 days';
select matches(ops.seal(), '^12 rows', 'changes, runs, plans and what was planned are sealed');
update ops.change set message = 'nothing' where before ->> 'email' = 'c@example.com';
update ops.clock set shift = '40 days';
select count(*) from ops.purge();
select results_eq($$select what, subject, key from pg_temp.said()$$, $$select 'edited', 'ops.change', max(id)::text from ops.change$$,
    'personal data leaves lawfully; what was tampered with before is not covered up by it');
select is(pg_temp.counts('ops.change'), '0 expired, 0 purged, 2 redacted, 0 accepted', 'and is counted');
select is((select count(*) from ops.seal_batch as b cross join lateral unnest(b.keys, b.salts) as u (key, salt)
    where b.subject = 'ops.change' and b.kind = 'rows' and u.salt is null), 2::bigint, 'nothing can be guessed from the digests of what was there');
select is((select count(*) from ops.seal_batch as b cross join lateral unnest(b.salts) as u where b.kind = 'redacted' and b.subject = 'ops.change' and u is not null), 2::bigint, 'the new ones have salts of their own');
update ops.change set redacted_at = now() where id = (select min(id) from ops.change);
select is((select count(*) from pg_temp.said()), 2::bigint, 'a redaction that nobody recorded is an edit');
update ops.change set redacted_at = ops.now();
update ops.change set message = 'a login attempt';
update ops.clock set shift = '600 days';
select count(*) from ops.purge();
select is((select count(*) from ops.run), 0::bigint, 'after 400 days the journal is purged');
select results_eq($$select what, subject from pg_temp.said()$$, $$values ('removed', 'ops.change')$$, 'which is lawful for all but the row that was tampered with');
select is(pg_temp.counts('ops.run'), '0 expired, 3 purged, 0 redacted, 0 accepted', 'and counted');
update ops.clock set shift = '601 days';
select ops.seal();
delete from ops.seal_batch where kind = 'purged';
select isnt((select count(*) from pg_temp.said()), 1::bigint, 'a purge that is taken out of the chain is missed');

select * from finish();
rollback;
