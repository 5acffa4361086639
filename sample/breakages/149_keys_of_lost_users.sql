-- What other breakages do to the foreign keys as well: read off their own record.
create function sample.break_keys_of_lost_users(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    broken integer;
begin
    insert into sample.breakage (mechanism, rule, subject, key)
    select
        'keys_of_lost_users', 'orphan_rows', k.name,
        jsonb_build_object('row', k.name || ':' || k.id)::text
    from sample.breakage as b
    join public.profiles as p
        on p.id::text = b.key
    cross join lateral (
        select 'public.profiles' as name, p.id
        union all
        select 'public.user_roles', u.id from public.user_roles as u where u.user_id = p.user_id
    ) as k
    where b.mechanism = 'lost_user';
    get diagnostics broken = row_count;
    return broken;
end
$$;
insert into sample.mechanism (name, turn) values ('keys_of_lost_users', 1490);
