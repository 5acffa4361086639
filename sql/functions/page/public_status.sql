-- What anybody may see: states of areas, severities and times of incidents, and nothing else.
create or replace function ops.public_status(days integer default 30)
returns jsonb
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
set jit = off
as $$
declare
    v_page jsonb := ops.status_page(days);
begin
    -- built from what is named here, never by taking something away
    return jsonb_build_object(
        'made_at', v_page -> 'made_at', 'from', v_page -> 'from', 'to', v_page -> 'to',
        'verdict', v_page -> 'verdict',
        'areas', (
            select jsonb_agg(jsonb_build_object('area', e.item -> 'area', 'title', e.item -> 'title', 'state', e.item -> 'state',
                'current', e.item -> 'current', 'checked_at', e.item -> 'checked_at', 'checked_seconds', e.item -> 'checked_seconds',
                'history', (
                    select jsonb_agg(jsonb_build_object('day', h.item -> 'day', 'state', h.item -> 'state') order by h.item ->> 'day')
                    from jsonb_array_elements(e.item -> 'history') as h (item)
                )) order by e.place)
            from jsonb_array_elements(v_page -> 'areas') with ordinality as e (item, place)
        ),
        'incidents', ops._public_incidents(v_page -> 'incidents', false),
        'resolved_incidents', ops._public_incidents(v_page -> 'resolved_incidents', true)
    );
end
$$;
comment on function ops.public_status(integer) is 'One object, a part of ops.status_page(): no names, texts, numbers of rows or metres, causes, contacts, jobs, tables, host or database. OP005 when days is not 1 to 366.';
revoke all on function ops.public_status(integer) from public;
grant execute on function ops.public_status(integer) to ops_reader;
