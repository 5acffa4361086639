-- Plans an action that a person asked for by hand, or plans and does it: the same plan, journal
-- and way back as any repair.
create or replace function ops._act(area text, name text, changes ops.proposal[], reason text, dry_run boolean)
returns setof ops.planned_change
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_plan ops.plan;
    v_run bigint;
begin
    perform ops._require_read_committed();
    perform ops._require_reason(reason, format('give the reason as an argument of ops.%I', name));
    if dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null', 'true plans, false does it', format('call ops.%I again', name));
    end if;
    insert into ops.plan (area, rule, created_at, actor)
    values (_act.area, name, ops.now(), ops.actor())
    returning * into v_plan;
    insert into ops.plan_change (plan, "position", rule, message, subject, key, action, before, after, state, note)
    select v_plan.id, p.place, name, left(split_part(p.note, E'\n', 1), 100), p.subject, p.key, p.action,
        coalesce(p.before, case when p.action = 'delete' then (
            select i.image from ops._row_images(p.subject, array[ops._key_value(p.key)]) as i) end),
        p.after, 'planned', nullif(substr(p.note, length(split_part(p.note, E'\n', 1)) + 2), '')
    from unnest(changes) with ordinality as p (about, subject, key, action, before, after, note, place);
    perform ops._sum_plan(v_plan.id);
    if not dry_run and cardinality(changes) > 0 then
        v_run := ops._begin_apply(v_plan.id, reason, true);
        perform ops._finish_batches(v_run);
    end if;
    return query select c.* from ops._plan_outcome(v_plan.id, v_run) as c;
    select p.* into v_plan from ops.plan as p where p.id = v_plan.id;
    raise notice '%', ops._plan_summary(v_plan, v_run);
end
$$;
comment on function ops._act(text, text, ops.proposal[], text, boolean) is 'Rows of the plan, as applied when dry_run is false. name is the action''s own function; the first line of a proposal''s note is the message, what follows is shown beside it. OP004, OP005, OP009, OP010.';
revoke all on function ops._act(text, text, ops.proposal[], text, boolean) from public;
