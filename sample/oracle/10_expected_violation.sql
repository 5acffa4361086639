-- What every rule must report: read off the record of what was done, without asking the data.
create view sample.expected_violation as
with
-- What one cause did to a counter may have been undone by the same cause.
effect as (
    select b.rule, b.subject, b.key, b.cause, sum(b.drift) as drift
    from sample.breakage as b
    where b.drift is not null and b.rule is not null
    group by b.rule, b.subject, b.key, b.cause
    having sum(b.drift) <> 0
),

left_behind as (
    select distinct on (b.subject, b.key) b.subject, b.key, b.left_at
    from sample.breakage as b
    where b.left_at is not null
    order by b.subject, b.key, b.id desc
)

select
    e.rule, e.subject, e.key,
    case when count(*) = 1 then min(e.cause) else 'ambiguous' end as cause
from effect as e
group by e.rule, e.subject, e.key
having sum(e.drift) <> 0

union all

select distinct b.rule, b.subject, b.key, b.cause
from sample.breakage as b
where b.drift is null and b.rule is not null

union all

select 'negative_reserved_meters', l.subject, l.key, null
from left_behind as l
where l.left_at < 0;
comment on view sample.expected_violation is
    'Cause ambiguous: more than one thing was done. Cause null: the rule is not asked for one.';
