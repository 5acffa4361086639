-- Opens incidents for what the nightly repair left: one an area and cause.
create or replace function ops._nightly_rest(area text)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_incidents text;
begin
    -- not armed means: observe and plan only
    if (select a.state from ops.armed() as a) <> 'ok' then
        return null;
    end if;
    select string_agg(i::text, ', ' order by i) into v_incidents from ops._open_for_findings(area, 'P3') as i;
    return area || ': the rest is with incident ' || v_incidents;
end
$$;
comment on function ops._nightly_rest(text) is 'Numbers of the incidents that took findings on; null when nothing was left, or unarmed.';
revoke all on function ops._nightly_rest(text) from public;
