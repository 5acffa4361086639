-- Leaves out of a plan what would change again what the plan changes already.
create or replace function ops._drop_repeats(plan bigint)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    with planned as (
        -- what removes or adds a row concerns all of its columns
        select c."position", c.rule, c.about, c.subject, c.key, col.name
        from ops.plan_change as c
        cross join lateral (
            select k.name
            from jsonb_object_keys(case when c.action = 'update' then c.after end) as k (name)
            union all
            select '' where c.action <> 'update'
        ) as col
        where c.plan = _drop_repeats.plan and c.state = 'planned'
    ),
    whole as (
        select distinct p.subject, p.key from planned as p where p.name = ''
    ),
    told as (
        select p.rule, p.about,
            first_value(p.rule) over own as first_rule,
            first_value(p.about) over own as first_about
        from (
            select p."position", p.rule, p.about, p.subject, p.key,
                case when w.key is null then p.name else '' end as name
            from planned as p
            left join whole as w
                on w.subject = p.subject and w.key = p.key
        ) as p
        window own as (partition by p.subject, p.key, p.name order by p."position")
    ),
    repeated as (
        select t.rule, t.about, bool_or(t.rule = t.first_rule) as waits
        from told as t
        where (t.rule, t.about) is distinct from (t.first_rule, t.first_about)
        group by t.rule, t.about
    ),
    dropped as (
        delete from ops.plan_change as c
        using repeated as t
        where c.plan = _drop_repeats.plan and c.state = 'planned' and c.rule = t.rule and c.about = t.about
    )
    -- what another rule changes already is mostly mended with it; another violation of the same rule is not
    update ops.plan as p
    set waiting = p.waiting + (select count(*) from repeated as t where t.waits)
    where p.id = _drop_repeats.plan
$$;
comment on function ops._drop_repeats(bigint) is 'No column of a row is planned twice, and nothing of a row that leaves: of two violations that ask for the same, the first is kept, of the other all changes are dropped, because they are made together or not at all. If it is still wrong afterwards, the next plan has it; those of one rule are counted as waiting.';
revoke all on function ops._drop_repeats(bigint) from public;
