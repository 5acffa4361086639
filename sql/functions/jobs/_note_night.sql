-- Keeps what tonight's plan says, and where it contradicts the plan of the night before.
create or replace function ops._note_night(made bigint, earlier bigint)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    with tonight as (
        select c.* from ops.plan_change as c where c.plan = made and c.action is not null
    ),
    surprise as (
        select o.rule, coalesce(o.cause, 'any') as cause,
            case
                when h.id is not null then format('%s: undone by a person', o.key)
                when s.run is not null then format('%s: did not hold when applied', o.key)
                else format('%s: %s, then %s', o.key, coalesce(o.cause, 'any'), coalesce(n.cause, 'any'))
            end as what
        from ops.plan_change as o
        left join ops.plan_change as n
            on n.plan = made and n.subject = o.subject and n.key = o.key
        left join ops.hold as h
            on h.rule = o.rule and h.subject = o.subject and h.key = o.key
                and h.since >= (select p.created_at from ops.plan as p where p.id = earlier)
        left join ops.run as r
            on r.plan = earlier
        left join ops.run_skip as s
            on s.run = r.id and s."position" = o."position" and s.state in ('stale', 'conflict', 'refused')
        where o.plan = earlier and o.action is not null
            and (h.id is not null or s.run is not null
                or n.cause is distinct from o.cause and n.plan is not null
                or n.action is not null and n.after is distinct from o.after)
    ),
    cause as (
        select t.rule, coalesce(t.cause, 'any') as cause from tonight as t
        union
        select s.rule, s.cause from surprise as s
    )
    insert into ops.nightly_evidence as e (night, rule, cause, planned, metres, surprises, note)
    select ops.today(), c.rule, c.cause, t.rows, t.metres, s.rows, s.notes
    from cause as c
    cross join lateral (
        select count(*) as rows, coalesce(sum(t.size), 0) as metres from tonight as t where t.rule = c.rule
            and coalesce(t.cause, 'any') = c.cause
    ) as t
    cross join lateral (
        select count(*) as rows, left(string_agg(s.what, '; ' order by s.what), 2000) as notes
        from surprise as s where s.rule = c.rule and s.cause = c.cause
    ) as s
    on conflict on constraint nightly_evidence_pkey do update
    set planned = excluded.planned, metres = excluded.metres, surprises = excluded.surprises, note = excluded.note
$$;
comment on function ops._note_night(bigint, bigint) is 'Rows of ops.nightly_evidence. earlier: number of the last earlier nightly plan of the rule, or null.';
revoke all on function ops._note_night(bigint, bigint) from public;
