-- Counts over all that is kept, zeros included: what monitoring wants to see move.
create or replace function ops._page_totals()
returns jsonb
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'incidents', (
            select jsonb_agg(jsonb_build_object('severity', s.level, 'state', w.state, 'count',
                (select count(*) from ops.incident as i where i.severity = s.level and i.state = w.state)) order by s.level, w.place)
            from ops.severity as s
            cross join (values (1, 'open'), (2, 'acknowledged'), (3, 'resolved')) as w (place, state)
        ),
        'incidents_overdue', (
            select count(*) from ops.incident as i where i.state = 'open' and (i.response_due < (select ops.now()) or i.response_due is null)
        ),
        'post_mortems_overdue', (
            select count(*) from ops.incident as i where i.post_mortem_due < (select ops.now()) and i.post_mortem_held_at is null
        ),
        'runs', (
            select jsonb_agg(jsonb_build_object('kind', k.kind, 'state', w.state, 'count',
                (select count(*) from ops.run as r where r.kind = k.kind and r.state = w.state)) order by k.kind, w.place)
            from (values ('apply'), ('undo')) as k (kind)
            cross join (values (1, 'done'), (2, 'refused'), (3, 'interrupted'), (4, 'failed')) as w (place, state)
        ),
        'messages', (
            select jsonb_agg(jsonb_build_object('state', w.state, 'count', (select count(*) from ops.outbox as o where o.state = w.state)) order by w.place)
            from (values (1, 'waiting'), (2, 'sending'), (3, 'dead')) as w (place, state)
        )
    )
$$;
comment on function ops._page_totals() is 'Incidents by severity and state, runs by kind and state, messages by state; and what is overdue.';
revoke all on function ops._page_totals() from public;
