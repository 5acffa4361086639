-- Severity, area and times of incidents, without a word that a person wrote.
create or replace function ops._public_incidents(incidents jsonb, resolved boolean)
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(jsonb_agg(jsonb_build_object('severity', e.item -> 'severity', 'area', e.item -> 'area', 'state', e.item -> 'state',
        'opened_at', e.item -> 'opened_at', 'response_due', e.item -> 'response_due', 'acknowledged_at', e.item -> 'acknowledged_at',
        'resolved_at', e.item -> 'resolved_at', 'response_left_seconds', e.item -> 'response_left_seconds',
        'answered_seconds', e.item -> 'answered_seconds', 'age_seconds', e.item -> 'age_seconds') order by e.place), '[]')
    from jsonb_array_elements(incidents) with ordinality as e (item, place)
    where (e.item ->> 'state' = 'resolved') = resolved
$$;
comment on function ops._public_incidents(jsonb, boolean) is 'An array; of those resolved, or of those that are not.';
revoke all on function ops._public_incidents(jsonb, boolean) from public;
