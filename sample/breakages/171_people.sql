-- People who left, were invited and never came, or are known to one side only.
create function sample.sign_up(mechanism text, n integer)
returns uuid
language plpgsql
volatile
as $$
declare
    person constant uuid := sample.id(sample.salt(mechanism), n);
begin
    -- the sign-up trigger adds profile and role
    insert into auth.users (id, email, created_at)
    values (person, mechanism || n || '@lotastro.example', now() - interval '90 days');
    perform sample.touch(person);
    return person;
end
$$;

-- Deactivated in the administration: the role and the session stay.
create function sample.break_deactivation(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
    session uuid;
begin
    for n in 1..instances loop
        person := sample.sign_up('deactivation', n);
        insert into auth.sessions (id, user_id, created_at)
        values (gen_random_uuid(), person, now() - interval '2 days')
        returning id into session;
        update public.profiles set active = false where user_id = person;
        perform sample.record_row('deactivation', 'inactive_user_role', 'public.user_roles', r.id)
        from public.user_roles as r
        where r.user_id = person;
        perform sample.record_row('deactivation', 'inactive_user_session', 'auth.sessions', session);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('deactivation', 600);

create function sample.break_unanswered_invitation(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    invitation uuid;
begin
    for n in 1..instances loop
        insert into public.user_invitations (email, invited_at, expires_at)
        values (
            'invited' || n || '@lotastro.example', now() - interval '1 day' * (7 + n),
            now() - interval '1 day' * n
        )
        returning id into invitation;
        perform sample.record_row(
            'unanswered_invitation', 'expired_invitation', 'public.user_invitations', invitation
        );
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('unanswered_invitation', 600);

-- Somebody tidies up by hand, and the sign-in service knows nothing of it.
create function sample.break_deleted_profile(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    person uuid;
begin
    for n in 1..instances loop
        person := sample.sign_up('deleted_profile', n);
        delete from public.user_roles where user_id = person;
        delete from public.profiles where user_id = person;
        perform sample.record_row('deleted_profile', 'user_without_profile', 'auth.users', person);
    end loop;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('deleted_profile', 600);

-- Loaded without the sign-in service's table: the keys come back NOT VALID and so see nothing.
create function sample.break_lost_user(instances integer)
returns integer
language plpgsql
volatile
as $$
declare
    people uuid[];
begin
    people := array(select sample.sign_up('lost_user', n) from generate_series(1, instances) as n);
    perform sample.record_row('lost_user', 'profile_without_user', 'public.profiles', p.id)
    from public.profiles as p
    where p.user_id = any (people);
    alter table public.profiles drop constraint profiles_user_id_fkey;
    alter table public.user_roles drop constraint user_roles_user_id_fkey;
    delete from auth.users where id = any (people);
    alter table public.profiles
        add constraint profiles_user_id_fkey foreign key (user_id)
        references auth.users (id) on delete cascade not valid;
    alter table public.user_roles
        add constraint user_roles_user_id_fkey foreign key (user_id)
        references auth.users (id) on delete cascade not valid;
    return instances;
end
$$;
insert into sample.mechanism (name, turn) values ('lost_user', 610);
