-- The values that one field of a cron schedule stands for.
create or replace function ops._cron_field(field text, low integer, high integer, names text[] default '{}')
returns integer[]
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when count(*) filter (where r.first is null or r.last is null or r.step < 1) = 0
        then array_agg(distinct v.n order by v.n) end
    from unnest(string_to_array(lower(field), ',')) as p (part)
    cross join lateral regexp_match(p.part, '^(?:(\*)|(\d+|[a-z]{3})(?:-(\d+|[a-z]{3}))?)(?:/(\d+))?$') as m (found)
    cross join lateral (
        select case when m.found[1] = '*' then low else coalesce(array_position(names, m.found[2]) - 1 + low,
                case when m.found[2] ~ '^\d+$' then m.found[2]::integer end) end as first,
            case when m.found[1] = '*' then high when m.found[3] is null
                then coalesce(array_position(names, m.found[2]) - 1 + low,
                    case when m.found[2] ~ '^\d+$' then m.found[2]::integer end)
                else coalesce(array_position(names, m.found[3]) - 1 + low,
                    case when m.found[3] ~ '^\d+$' then m.found[3]::integer end) end as last,
            coalesce(m.found[4]::integer, 1) as step
    ) as r
    left join lateral generate_series(r.first, least(r.last, high), greatest(r.step, 1)) as v (n)
        on true
$$;
comment on function ops._cron_field(text, integer, integer, text[]) is
    'Values of *, */n, a, a-b, a-b/n and lists of them, with names of months or days; null for anything else.';
revoke all on function ops._cron_field(text, integer, integer, text[]) from public;
