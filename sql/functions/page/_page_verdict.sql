-- The one line on top of a page, from the states of its areas alone.
create or replace function ops._page_verdict(areas jsonb)
returns jsonb
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    with area as (
        select a ->> 'state' as state, a ->> 'state' ~ '^P[0-3]$' as broken, not (a ->> 'current')::boolean as old
        from jsonb_array_elements(areas) as a
    ),
    sum as (
        select min(a.state) filter (where a.broken) as worst, count(*) as areas, count(*) filter (where a.broken) as broken,
            count(*) filter (where a.state = 'clean') as clean, count(*) filter (where a.state = 'never checked') as never,
            count(*) filter (where a.old and a.state <> 'never checked') as old
        from area as a
    )
    select jsonb_build_object(
        'level', case
            when s.never = s.areas then 'none'
            when s.worst is not null then s.worst
            when s.clean < s.areas or s.old > 0 then 'unknown'
            else 'clean'
        end,
        'text', case
            when s.never = s.areas then 'No data yet: nothing was checked here'
            else concat_ws('; ',
                case
                    when s.broken > 0 then format('%s of %s areas %s findings, the worst is %s', s.broken, s.areas, case s.broken when 1 then 'has' else 'have' end, s.worst)
                    else format('%s of %s areas are clean', s.clean, s.areas)
                end,
                case when s.areas > s.broken + s.clean then format('%s could not be checked or never %s', s.areas - s.broken - s.clean,
                    case s.areas - s.broken - s.clean when 1 then 'was' else 'were' end) end,
                case when s.old > 0 then format('the last check of %s is too long ago', s.old) end)
        end
    )
    from sum as s
$$;
comment on function ops._page_verdict(jsonb) is 'level: P0 to P3, clean, unknown or none; text: one sentence with its numbers.';
revoke all on function ops._page_verdict(jsonb) from public;
