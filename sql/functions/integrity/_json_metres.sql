-- The metres in a breakdown that is kept as JSON, whichever of its shapes it has.
create or replace function ops._json_metres(breakdown jsonb)
returns numeric
language sql
immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
    select case when count(*) = count(v.metres) then sum(v.metres) end
    from (
        select case jsonb_typeof(p.part)
            when 'number' then p.part #>> '{}'
            when 'object' then coalesce(p.part ->> 'meters', p.part ->> 'total_meters', p.part ->> 'count')
        end as text
        from (
            select e.value as part
            from jsonb_each(case jsonb_typeof(breakdown) when 'object' then breakdown else '{}' end) as e
            union all
            select a.value
            from jsonb_array_elements(case jsonb_typeof(breakdown) when 'array' then breakdown else '[]' end) as a (value)
        ) as p
    ) as t
    cross join lateral (select case when t.text ~ '^-?[0-9]+(\.[0-9]+)?$' then t.text::numeric end as metres) as v
$$;
comment on function ops._json_metres(jsonb) is 'Sum over the members of an object or the elements of an array: numbers, or objects with meters, total_meters or count. Null for an empty breakdown and for one of another shape.';
revoke all on function ops._json_metres(jsonb) from public;
