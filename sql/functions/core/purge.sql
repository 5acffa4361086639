-- Removes from the journal what has been kept long enough: personal data, then whole runs, then plans never applied.
create or replace function ops.purge(max_rows integer default 10000)
returns table (what text, rows bigint)
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_personal timestamptz := ops.now() - ops.setting('personal_data_age')::interval;
    v_old bigint[];
    v_plans bigint[];
    v_sealed text[];
    v_kept text[];
    v_gone jsonb;
begin
    perform ops._require_max_rows(max_rows);
    -- what is sealed changes lawfully here: recorded for what is as it was sealed, and for nothing else
    perform ops._lock_seals(wait => true);
    v_sealed := ops._seal_intact('ops.change', array(
        select c.id::text
        from ops.change as c
        join ops.personal_data as p
            on p.subject = c.subject
        where c.redacted_at is null and c.changed_at < v_personal and coalesce(c.before, c.after) ?| p.columns
    ));
    update ops.change as c
    set before = ops._redact(c.before, p.columns), after = ops._redact(c.after, p.columns), redacted_at = ops.now()
    from ops.personal_data as p
    where p.subject = c.subject and c.redacted_at is null and c.changed_at < v_personal
        and coalesce(c.before, c.after) ?| p.columns;
    what := 'changes without their personal data now';
    get diagnostics rows = row_count;
    return next;
    perform ops._seal_amend('redacted', 'ops.change', v_sealed);
    -- the plan of an applied repair says the same as its changes
    v_kept := array(
        select c.plan || '/' || c."position"
        from ops.plan_change as c
        join ops.plan as n
            on n.id = c.plan and n.created_at < v_personal
        join ops.personal_data as p
            on p.subject = c.subject and coalesce(c.before, c.after) ?| p.columns
        where exists (select from ops.run as r where r.plan = c.plan)
            and (ops._redact(c.before, p.columns), ops._redact(c.after, p.columns)) is distinct from (c.before, c.after)
    );
    if v_kept <> '{}' then
        v_sealed := ops._seal_intact('ops.plan_change', v_kept);
        update ops.plan_change as c
        set before = ops._redact(c.before, p.columns), after = ops._redact(c.after, p.columns)
        from ops.personal_data as p
        where p.subject = c.subject and c.plan || '/' || c."position" = any (v_kept);
        what := 'planned changes without their personal data now';
        get diagnostics rows = row_count;
        return next;
        perform ops._seal_amend('redacted', 'ops.plan_change', v_sealed);
    end if;
    -- a removed row that exists nowhere else stays, and so does what a hold or an undo rests on
    v_old := array(
        select r.id
        from ops.run as r
        where r.ended_at < ops.now() - ops.setting('journal_age')::interval
            and not exists (
                select from ops.change as c
                where c.run = r.id and c.redacted_at is null and c.action = 'delete'
                    and not exists (select from ops.change as u where u.undoes = c.id)
            )
            and not exists (select from ops.hold as h where h.run = r.id and h.released_at is null)
            and not exists (select from ops.run as u where u.undoes = r.id and u.ended_at is null)
        order by r.id
        limit max_rows
    );
    -- an undo and what it undid go together
    v_old := array(
        select o from unnest(v_old) as o
        where not exists (select from ops.run as u where (u.undoes = o or u.id = (select r.undoes from ops.run as r where r.id = o))
            and not u.id = any (v_old))
    );
    v_plans := array(select r.plan from ops.run as r where r.id = any (v_old) and r.plan is not null);
    v_gone := ops._seal_purge(v_old, v_plans);
    update ops.incident as i set run = null where i.run = any (v_old);
    delete from ops.hold as h where h.run = any (v_old);
    delete from ops.run_skip as s where s.run = any (v_old);
    delete from ops.change as c where c.run = any (v_old);
    delete from ops.run as r where r.id = any (v_old);
    what := 'runs older than journal_age';
    get diagnostics rows = row_count;
    return next;
    delete from ops.plan as p where p.id = any (v_plans);
    perform ops._seal_purged(v_gone);
    delete from ops.plan as p
    where p.id in (
        select o.id from ops.plan as o
        where o.created_at < v_personal and not exists (select from ops.run as r where r.plan = o.id)
        order by o.id
        limit max_rows
    );
    what := 'plans that were never applied';
    get diagnostics rows = row_count;
    return next;
    -- what was sent and answered may be about persons; that there was a call is kept as long as the journal
    update ops.invocation as i
    set body = null, answer = null
    where i.asked_at < v_personal and (i.body is not null or i.answer is not null);
    what := 'calls without what was sent and answered now';
    get diagnostics rows = row_count;
    if rows > 0 then
        return next;
    end if;
    delete from ops.invocation as i where i.asked_at < ops.now() - ops.setting('journal_age')::interval;
    what := 'calls older than journal_age';
    get diagnostics rows = row_count;
    if rows > 0 then
        return next;
    end if;
end
$$;
comment on function ops.purge(integer) is 'Rows removed or redacted, by kind; at most max_rows runs and plans a call. Removed rows that were not restored are kept for ever.';
revoke all on function ops.purge(integer) from public;
grant execute on function ops.purge(integer) to ops_operator;
