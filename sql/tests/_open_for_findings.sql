-- The title of an incident names a cause where there is one, and no word for there being none.
begin;
select plan(3);

insert into email_log (recipient, subject, status, retry_count, created_at)
values ('a@x.example', 'S', 'permanently_failed', 3, ops.now() - interval '1 hour');
select count(*) from ops.record_check('email');
select is((select title from ops.incident where area = 'email'), 'email: 1 finding, by mail_given_up', 'without a cause: how many, and by which rule');
select is((select cause from ops.incident where area = 'email'), 'unnamed', 'though the incident is told from others by it');
select matches(obj_description('ops'::regnamespace, 'pg_namespace'), 'Begin with: select \* from ops\.check_all\(\)$',
    'who finds the schema finds where to begin');

select * from finish();
rollback;
