-- What the nightly plans would do, by rule and cause, and how often they were wrong.
create or replace view ops.repair_evidence as
select e.rule, e.cause,
    pg_catalog.count(*) filter (where e.planned > 0) as nights,
    pg_catalog.sum(e.planned) as planned,
    pg_catalog.sum(e.metres) as metres,
    pg_catalog.sum(e.surprises) as surprises,
    pg_catalog.sum(e.applied) as applied,
    pg_catalog.max(e.night) as last_night,
    p.promoted_at, p.actor as promoted_by,
    case
        when p.rule is not null then pg_catalog.format('select ops.demote(%L, %L)', e.rule, e.cause)
        when e.cause not in ('unknown', 'ambiguous') then pg_catalog.format('select ops.promote(%L, %L, ''why'')', e.rule, e.cause)
    end as next
from ops.nightly_evidence as e
left join ops.promotion as p
    on p.rule = e.rule and p.cause = e.cause
group by e.rule, e.cause, p.rule, p.promoted_at, p.actor
order by e.rule, e.cause;
comment on view ops.repair_evidence is 'One row a rule and cause: nights with a plan, rows and metres planned, surprises, rows applied unattended, and whether jobs may.';
revoke all on ops.repair_evidence from public;
grant select on ops.repair_evidence to ops_reader;
