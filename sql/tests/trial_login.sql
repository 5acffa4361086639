-- What a login leaves, and what its user sees through row security.
begin;
select plan(13);

create function pg_temp.look(session uuid default null) returns table (state text, message text) language sql as $$
    select t.state, t.message from ops.trial_login(sample.a_user(), session) as t
$$;
select results_eq('select * from pg_temp.look()',
    $$values ('failed', 'auth.sessions does not hold it: is this the database of that project?'),
        ('passed', 'it sees its own profile; there is no lot to see')$$, 'no session: failed; no lot: the profile alone');
insert into auth.sessions (id, user_id, created_at) values
    ('00000000-0000-4000-8000-000000000001', sample.a_user(), ops.now() - interval '6 minutes'),
    ('00000000-0000-4000-8000-000000000002', sample.a_user(), ops.now() - interval '4 minutes');
select is((select state from pg_temp.look() limit 1), 'passed', 'without its number any session of five minutes does');
delete from auth.sessions where id = '00000000-0000-4000-8000-000000000002';
select is((select state from pg_temp.look() limit 1), 'failed', 'an older one does not');
select is((select state from pg_temp.look('00000000-0000-4000-8000-000000000001') limit 1), 'passed', 'its own does at any age');
select is((select state from pg_temp.look('00000000-0000-4000-8000-000000000002') limit 1), 'failed', 'another''s does not');

select sample.a_lot('L-1');
select results_eq('select * from pg_temp.look() offset 1', $$values ('passed', 'it sees its own profile and lots')$$, 'lots are seen');
do $$
declare
    v_policy text;
begin
    for v_policy in select p.polname from pg_policy as p where p.polrelid = 'public.lots'::regclass loop
        execute format('drop policy %I on public.lots', v_policy);
    end loop;
end
$$;
select results_eq('select * from pg_temp.look() offset 1', $$values ('failed', 'row security hides every lot')$$, 'a lost policy is seen');
do $$
declare
    v_policy text;
begin
    for v_policy in select p.polname from pg_policy as p where p.polrelid = 'public.profiles'::regclass loop
        execute format('drop policy %I on public.profiles', v_policy);
    end loop;
end
$$;
select results_eq('select * from pg_temp.look() offset 1',
    $$values ('failed', 'row security hides the account''s own profile')$$, 'of the profile too');
revoke select on lots from authenticated;
select results_eq('select state, left(message, 5) from pg_temp.look() offset 1', $$values ('failed', '42501')$$, 'and a lost grant');
select is(current_setting('role') || current_setting('request.jwt.claims', true), 'none', 'role and claims are as before');
select is((select message from ops.trial_login('00000000-0000-4000-8000-00000000000f') offset 1 limit 1),
    (select message from pg_temp.look() offset 1 limit 1), 'an unknown account is looked at as well');
grant select on lots to authenticated;
select is((select message from ops.trial_login('00000000-0000-4000-8000-00000000000f') offset 1 limit 1),
    'the account has no profile: it sees an empty application', 'and has no profile');
select set_config('request.jwt.claims', '', true);
alter table lots rename to gone;
select results_eq('select * from pg_temp.look()', $$values ('unknown', 'table public.lots is absent')$$, 'what is absent is said');

select * from finish();
rollback;
