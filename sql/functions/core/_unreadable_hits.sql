-- What a rule says instead of an error where it may not read a relation outside our own schema.
create or replace function ops._unreadable_hits(variadic relations text[])
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select null, null::jsonb, left(format('%s %s', r.name, w.why), 100), null, null::jsonb, null::jsonb, null::numeric,
            jsonb_build_object('why', w.why),
            case when w.why like 'cannot %' then format('grant select on %s to %I', r.name, current_user) end
        from unnest(relations) with ordinality as r (name, place)
        cross join lateral ops._unreadable(r.name) as w (why)
        where w.why is not null
        order by r.place
        limit 1;
end
$$;
comment on function ops._unreadable_hits(text[]) is
    'At most one hit without subject, which is an unknown: a rule that raises instead would end a whole check on a standby.';
revoke all on function ops._unreadable_hits(text[]) from public;
