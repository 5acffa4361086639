-- What is wrong now, as remembered by the last checks: the gravest first.
create or replace view ops.open_finding as
select f.severity, f.rule, f.message, f.cause, f.fix, f.area, f.kind, f.size, f.first_seen, f.last_change, f.recurred,
    f.acknowledged_at, f.acknowledged_by, f.note, s.until as silenced_until, s.reason as silence_reason,
    case
        when f.kind <> 'violation' or t.rows is null then true
        else coalesce(t.rows > (r.thresholds ->> 'rows')::numeric, not r.thresholds ? 'metres', true)
            or coalesce(t.metres > (r.thresholds ->> 'metres')::numeric, false)
    end as over_threshold,
    f.incident, f.subject, f.key, f.fingerprint
from ops.finding as f
left join ops.rule_setting as r
    on r.rule = f.rule
left join lateral (
    select n.rows, n.metres from ops.rule_total as n where n.rule = f.rule order by n.at desc limit 1
) as t
    on true
left join lateral (
    select n.until, n.reason
    from ops.silence as n
    where (n.rule = f.rule or n.fingerprint = f.fingerprint) and n.ended_at is null and n.until > ops.now()
        -- whatever was agreed before it became P0
        and f.severity <> 'P0'
    order by n.until desc
    limit 1
) as s
    on true
where f.resolved_at is null
order by f.severity, s.until is not null, f.size desc nulls last, f.rule, f.fingerprint;
comment on view ops.open_finding is 'One row a finding that is open. over_threshold: the rule has more rows or metres than ops.rule_setting.thresholds tolerates. silenced_until: nobody wants to hear of it until then.';
revoke all on ops.open_finding from public;
grant select on ops.open_finding to ops_reader;
