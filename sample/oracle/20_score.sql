-- How well each rule of the package finds and explains what was broken.

-- plpgsql binds late, so this installs where the package is not, or not yet.
create function sample.score()
returns table (
    rule text,
    expected bigint,
    reported bigint,
    missed bigint,
    false_alarms bigint,
    recall numeric,
    "precision" numeric,
    cause_right bigint,
    cause_unknown bigint,
    cause_wrong bigint
)
language plpgsql
volatile
as $$
begin
    return query
    select
        j.rule,
        count(*) filter (where j.is_wanted),
        count(*) filter (where j.is_found),
        count(*) filter (where j.is_wanted and not j.is_found),
        count(*) filter (where j.is_found and not j.is_wanted),
        sample.share(count(*) filter (where j.is_hit), count(*) filter (where j.is_wanted)),
        sample.share(count(*) filter (where j.is_hit), count(*) filter (where j.is_found)),
        count(*) filter (where j.is_hit and j.wanted = j.found),
        count(*) filter (where j.is_hit and j.wanted <> j.found and j.is_modest),
        count(*) filter (where j.is_hit and j.wanted <> j.found and not j.is_modest)
    from (
        select r.name as rule, v.*
        from (
            select o.name
            from ops.rule as o
            where exists (
                select from jsonb_object_keys(o.reads) as k where k like 'public.%'
            )
            union
            select e.rule from sample.expected_violation as e
        ) as r
        left join lateral sample.judge(r.name) as v
            on true
    ) as j
    group by j.rule
    order by j.rule;
end
$$;
comment on function sample.score() is
    'One row a rule over the application''s tables. A wrong cause was named and is not it.';

-- One row for each violation that was expected, reported or both.
create function sample.judge(rule_name text)
returns table (
    subject text,
    key text,
    is_wanted boolean,
    is_found boolean,
    is_hit boolean,
    wanted text,
    found text,
    is_modest boolean
)
language plpgsql
volatile
as $$
begin
    return query
    select
        coalesce(w.subject, f.subject),
        coalesce(w.key, f.key),
        w.key is not null,
        f.key is not null,
        w.key is not null and f.key is not null,
        w.cause,
        f.cause,
        coalesce(f.cause, 'unknown') in ('unknown', 'ambiguous')
    from (
        select e.subject, e.key, e.cause
        from sample.expected_violation as e
        where e.rule = rule_name
    ) as w
    full join (
        select v.subject, coalesce(v.key ->> 'id', v.key::text) as key, v.cause
        from ops.check_rule(rule_name, null) as v
        where v.status = 'violation'
    ) as f
        on f.subject = w.subject and f.key = w.key;
end
$$;

create function sample.share(part bigint, whole bigint)
returns numeric
language sql
immutable parallel safe
as $$
    select case when whole = 0 then 1 else round(part::numeric / whole, 4) end
$$;
