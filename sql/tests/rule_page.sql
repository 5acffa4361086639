-- The page of a rule: never a dead end.
begin;
select plan(7);

select is_empty($$
    select r.name from ops.rule as r
    where r.repair_class = 'report' and not exists (select from ops.rule_page(r.name) as p where p.topic = 'what to do')
$$, 'every rule that is only reported says what a person does');
select is_empty($$
    select r.name from ops.rule as r
    where r.repair_class <> 'report'
        and not exists (select from ops.rule_page(r.name) as p where p.topic = 'next' and p.item = 'plan' and p.value ~ '^select \* from ops\.repair_')
$$, 'every other has its plan as next call');
select is_empty($$
    select c.rule, c.choice from ops.rule_choice as c
    where not exists (
        select from ops.rule_page(c.rule) as p
        where p.topic = 'choice' and p.item = c.choice and p.value = c.what and p.note ~ format('choice => %L\)$', c.choice)
    )
$$, 'every choice has what it does and its call');
select is_empty($$
    select a.rule from jsonb_object_keys(ops._rule_advice()) as a (rule) where not exists (select from ops.rule as r where r.name = a.rule)
$$, 'no advice is left of a rule that is gone');
select results_eq($$select topic, item from ops.rule_page('lot_reserved_meters') where topic not in ('what to do', 'reads')$$,
    $$values ('rule', 'lot_reserved_meters'), ('severity', 'P1'), ('repair', 'lock'), ('next', 'all rows'), ('next', 'plan'),
        ('cause', 'moved_line'), ('cause', 'runbook_fix'), ('cause', 'untracked_line'), ('cause', 'direct_write')$$,
    'meaning, weight, next calls, causes, in this order');
alter table public.reservation_lines rename to lines_elsewhere;
select results_eq($$select item, note from ops.rule_page('lot_reserved_meters') where topic = 'reads'$$,
    $$values ('public.lots', null),
        ('public.reservation_lines', 'table public.reservation_lines is absent: the rule is skipped'), ('public.reservations', null)$$,
    'what it reads, and what of it is absent');
select throws_ok($$select * from ops.rule_page('nope')$$, 'OP002', 'no rule is named ''nope''', 'an unknown rule');

select * from finish();
rollback;
