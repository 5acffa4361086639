-- Closes the findings of a rule that it no longer reports.
create or replace function ops._resolve_gone(rule text, state text, rows ops.violation[])
returns integer
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_gone text[];
    v_still text[];
    v_rows integer;
begin
    v_gone := array(
        select f.fingerprint
        from ops.finding as f
        where f.rule = _resolve_gone.rule and f.resolved_at is null
            -- a rule that could not run says nothing about the rows it knew
            and (f.kind in ('unknown', 'coverage')
                or (f.kind = 'violation' and state in ('clean', 'broken', 'disabled'))
                or (f.kind = 'writer' and (state = 'disabled'
                    or f.last_change < ops.now() - ops.setting('recurrence_window')::interval)))
            and f.fingerprint <> all (array(select v.fingerprint from unnest(rows) as v))
    );
    if v_gone = '{}' then
        return 0;
    end if;
    if exists (select from unnest(rows) as v where v.status = 'more') then
        -- beyond the limit a row may be broken still and yet not be among the worst
        v_still := array(
            select md5(_resolve_gone.rule || '|' || h.subject || '|' || h.key::text)
            from ops._rule_hits(_resolve_gone.rule, array(
                select ops._key_value(f.key) from ops.finding as f where f.rule = _resolve_gone.rule
                    and f.fingerprint = any (v_gone) and f.key is not null
            )) as h
        );
    end if;
    update ops.finding as f
    set resolved_at = ops.now(), last_change = ops.now(), acknowledged_at = null, acknowledged_by = null,
        resolved_by = case when state = 'disabled' then 'the rule was disabled' else coalesce('run ' || (
            select max(r.id)
            from ops.run as r
            where r.area = f.area and r.started_at >= f.first_seen
                and (exists (select from ops.change as c where c.run = r.id and c.subject = f.subject and c.key = f.key)
                    or exists (select from ops.plan_change as p join ops.change as c on c.run = r.id
                        and c."position" = p."position"
                        where p.plan = r.plan and p.rule = f.rule and p.about = f.key::text))
        ), 'itself') end
    where f.rule = _resolve_gone.rule and f.fingerprint = any (v_gone) and f.fingerprint <> all (coalesce(v_still, '{}'));
    get diagnostics v_rows = row_count;
    return v_rows;
end
$$;
comment on function ops._resolve_gone(text, text, ops.violation[]) is 'Number of findings closed: by itself, or by the run that changed the row. Where a limit cut the rows off, the missing ones are looked at again first.';
revoke all on function ops._resolve_gone(text, text, ops.violation[]) from public;
