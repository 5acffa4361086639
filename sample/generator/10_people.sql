-- Users of all four roles, signed up through the application, with their permissions.
create function sample.fill_people()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('person');
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into sample.person (n, user_id, email, full_name, role)
    select
        n,
        sample.id(salt, n),
        'person' || n || '@lotastro.example',
        (array['Ada', 'Bora', 'Cem', 'Derya', 'Ece', 'Firat'])[1 + n % 6]
        || ' ' || (array['Aksoy', 'Demir', 'Kaya', 'Sahin', 'Yildiz'])[1 + n % 5],
        (array['admin', 'senior_manager', 'accounting', 'warehouse_staff'])[1 + n % 4]
            ::public.user_role
    from generate_series(0, 11 + run.lots / 20000) as n;

    insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data, created_at)
    select
        p.user_id,
        p.email,
        run.today - interval '1000 days',
        jsonb_build_object('role', p.role, 'full_name', p.full_name),
        run.today - interval '1000 days'
    from sample.person as p
    order by p.n;

    -- The guard lets only an administrator move the day a profile was made.
    perform set_config('request.jwt.claim.sub', sample.id(salt, 0)::text, true);
    update public.profiles set created_at = run.today - interval '1000 days';
    update public.user_roles set assigned_at = run.today - interval '1000 days';
    perform set_config('request.jwt.claim.sub', '', true);

    -- Everybody signed in this morning: the sign-in service keeps the session and logs it.
    insert into auth.sessions (id, user_id, created_at, refreshed_at, not_after)
    select
        sample.id(salt || 'session', p.n), p.user_id, run.today, run.today at time zone 'UTC',
        run.today + interval '30 days'
    from sample.person as p
    order by p.n;
    insert into auth.audit_log_entries (id, payload, created_at, ip_address)
    select
        sample.id(salt || 'log', p.n),
        json_build_object('action', 'login', 'actor_username', p.email), run.today, '192.0.2.1'
    from sample.person as p
    order by p.n;

    insert into public.role_permissions (
        role, permission_category, permission_action, is_allowed
    )
    select
        r.role,
        'category_' || a / 6,
        'action_' || a % 6,
        r.role in ('admin', 'senior_manager') or a % 3 = 0
    from (
        values ('admin', 58), ('senior_manager', 64), ('accounting', 54), ('warehouse_staff', 54)
    ) as v (name, rows)
    cross join lateral (select v.name::public.user_role as role) as r
    cross join lateral generate_series(0, v.rows - 1) as a;

    insert into public.user_invitations (
        email, role, status, invited_by, invited_at, expires_at, accepted_at, email_sent
    )
    select
        p.email, p.role, 'accepted', sample.id(salt, 0),
        run.today - interval '1001 days', run.today - interval '994 days',
        run.today - interval '1000 days', true
    from sample.person as p
    where p.n > 0
    order by p.n;
end
$$;
