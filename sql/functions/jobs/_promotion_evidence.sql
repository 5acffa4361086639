-- What the nights say about repairing a cause unattended.
create or replace function ops._promotion_evidence(rule text, cause text)
returns text
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select format('%s night%s planned%s, %s surprise%s%s', count(*) filter (where e.planned > 0),
        case when count(*) filter (where e.planned > 0) <> 1 then 's' end,
        format(' (%s rows, %s m)', coalesce(sum(e.planned), 0), ops._metres(coalesce(sum(e.metres), 0))),
        coalesce(sum(e.surprises), 0), case when coalesce(sum(e.surprises), 0) <> 1 then 's' end,
        case when sum(e.applied) > 0 then format(', %s applied', sum(e.applied)) end)
    from ops.nightly_evidence as e
    where e.rule = _promotion_evidence.rule and e.cause = _promotion_evidence.cause
$$;
comment on function ops._promotion_evidence(text, text) is '"12 nights planned (34 rows, 210.00 m), 0 surprises". A surprise: the next night planned something else for the row, a person undid it, or it did not hold.';
revoke all on function ops._promotion_evidence(text, text) from public;
