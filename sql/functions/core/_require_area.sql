-- Refuses an area that does not exist.
create or replace function ops._require_area(area text)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from ops.area as a where a.name = _require_area.area) then
        perform ops._fail(
            'OP001', format('no area is named %s', coalesce(quote_literal(area), 'null')),
            'areas: ' || (select string_agg(a.name, ', ' order by a.section) from ops.area as a),
            'select name, title from ops.area'
        );
    end if;
end
$$;
comment on function ops._require_area(text) is 'Raises OP001, with the list of areas, unless the area exists.';
revoke all on function ops._require_area(text) from public;
