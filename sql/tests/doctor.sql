-- Rules that cannot run are told in two lines, whatever their number.
begin;
select plan(5);

select is_empty($$select item from ops.doctor() where item like 'rules of the application'$$, 'nothing of the application is absent');
alter table public.audit_logs rename to logs_elsewhere;
alter table public.lots rename column qr_code_url to qr_elsewhere;
select results_eq($$select state, fix from ops.doctor() where item = 'rules of the application'$$,
    $$values ('warn', 'select * from ops.coverage()')$$, 'absent tables of the application are one warning');
select matches((select detail from ops.doctor() where item = 'rules of the application'),
    '^\d+ skipped: column public\.lots\.qr_code_url is absent, (.*, )?table public\.audit_logs is absent$', 'which names each once');
select is((select split_part(detail, ' ', 1)::bigint from ops.doctor() where item = 'rules of the application'),
    (select count(*) from ops.coverage() where state = 'skipped' and why like '%public.%'), 'with the number of rules');
select cmp_ok((select count(*) from ops.doctor() where item like 'rules of the%'), '<=', 2::bigint, 'two lines at most');

select * from finish();
rollback;
