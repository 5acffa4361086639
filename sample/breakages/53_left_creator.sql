-- Deactivated or deleted in the administration; the token still counts, and a reservation is made with it.
create function sample.a_leaver(n integer)
returns uuid
language plpgsql
volatile
as $$
declare
    person constant uuid := sample.sign_up('left_creator', n);
begin
    -- it was done two days ago, and the stamp says so
    alter table public.profiles disable trigger update_profiles_updated_at;
    update public.profiles
    set active = false, deleted_at = case when n % 2 = 0 then now() - interval '2 days' end,
        updated_at = now() - interval '2 days'
    where user_id = person;
    alter table public.profiles enable trigger update_profiles_updated_at;
    perform sample.record_row('left_creator', 'inactive_user_role', 'public.user_roles', r.id)
    from public.user_roles as r
    where r.user_id = person;
    return person;
end
$$;

create function sample.break_left_creator(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
    lot uuid;
    made public.reservations;
begin
    for n in 1..instances loop
        person := sample.a_leaver(n);
        lot := sample.take_in('L-LEFT-' || n, 'V700', 'BLACK', array[60, 40]);
        perform set_config('request.jwt.claim.sub', person::text, true);
        insert into public.reservations (customer_name, created_by) values ('Customer', person) returning * into made;
        perform public.log_audit_action(
            'CREATE', 'lot', made.id, made.reservation_number, null,
            jsonb_build_object('reservation_number', made.reservation_number, 'customer_name', made.customer_name)
        );
        perform sample.add_lines(made.id, array[lot], array[35]);
        perform sample.record_row('left_creator', 'inactive_creator', 'public.reservations', made.id);
        -- the log knows only who was deleted
        perform sample.record_row('left_creator', 'audit_actor_rights', 'public.audit_logs', a.id)
        from public.audit_logs as a
        where a.entity_id = made.id and n % 2 = 0;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('left_creator', 225);
