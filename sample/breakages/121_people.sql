-- People whose profile, rights, login and organisation went different ways.
create function sample.a_newcomer(kind text, n integer)
returns uuid
language sql
volatile
as $$
    insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
    values (
        sample.id('newcomer:' || kind, n), kind || n || '@lotastro.example', now(),
        jsonb_build_object('role', 'accounting', 'full_name', 'New Comer')
    )
    returning id
$$;

create function sample.break_role_page(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
begin
    for n in 1..instances loop
        person := sample.a_newcomer('role', n);
        perform sample.act_as(0);
        -- the page writes the profile, and not the rights
        update public.profiles set role = 'senior_manager' where user_id = person;
        perform sample.record_row('role_page', 'profile_roles', 'public.profiles', p.id)
        from public.profiles as p
        where p.user_id = person;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('role_page', 320);

create function sample.break_new_address(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
begin
    for n in 1..instances loop
        person := sample.a_newcomer('address', n);
        update auth.users set email = 'moved.' || email where id = person;
        perform sample.record_row('new_address', 'profile_email', 'public.profiles', p.id)
        from public.profiles as p
        where p.user_id = person;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('new_address', 321);

create function sample.break_reconciled_user(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
begin
    for n in 1..instances loop
        person := sample.a_newcomer('left', n);
        update public.profiles set active = false, deleted_at = now() where user_id = person;
        -- reconciling makes every inactive profile active
        update public.profiles set active = true where user_id = person and not active;
        perform sample.record_row('reconciled_user', 'deleted_profile_active', 'public.profiles', p.id)
        from public.profiles as p
        where p.user_id = person;
        perform sample.record_row('reconciled_user', 'inactive_user_role', 'public.user_roles', u.id)
        from public.user_roles as u
        where u.user_id = person;
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('reconciled_user', 322);

create function sample.break_revoked_grant(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
begin
    for n in 1..instances loop
        person := sample.a_newcomer('grant', n);
        perform public.replace_user_org_grants_snapshot(
            person, 1, '[{"crm_organization_id": "org-1", "role_in_org": "pricing"}, {"crm_organization_id": "org-2", "role_in_org": "pricing"}]'
        );
        insert into public.user_active_org_preferences (user_id, active_org_id) values (person, 'org-1');
        perform public.replace_user_org_grants_snapshot(
            person, 2, '[{"crm_organization_id": "org-2", "role_in_org": "pricing"}]'
        );
        insert into sample.breakage (mechanism, rule, subject, key)
        values ('revoked_grant', 'active_org_preference', 'public.user_active_org_preferences',
            jsonb_build_object('user_id', person)::text);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('revoked_grant', 323);
