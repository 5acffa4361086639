-- Who may do what, how a new user gets a profile, and what guards a profile.
create or replace function public.has_role(_user_id uuid, _role public.user_role)
returns boolean
language sql
stable
security definer
set search_path = public
as $$
    select exists (
        select from public.user_roles where user_id = _user_id and role = _role
    )
$$;

create or replace function public.get_user_role(_user_id uuid)
returns public.user_role
language sql
stable
security definer
set search_path = public
as $$
    select role from public.profiles where user_id = _user_id
$$;

-- A valid invitation outranks the metadata of the sign-up form.
create or replace function public.handle_new_user()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
declare
    granted public.user_role;
begin
    select i.role
    into granted
    from public.user_invitations as i
    where lower(i.email) = lower(new.email)
        and i.status = 'pending'
        and i.expires_at > now()
    order by i.created_at desc
    limit 1;

    granted := coalesce(
        granted,
        (new.raw_user_meta_data ->> 'role')::public.user_role,
        'warehouse_staff'
    );

    insert into public.profiles (user_id, email, full_name, role)
    values (new.id, new.email, new.raw_user_meta_data ->> 'full_name', granted);

    insert into public.user_roles (user_id, role) values (new.id, granted);

    update public.user_invitations
    set status = 'accepted', accepted_at = now()
    where lower(email) = lower(new.email)
        and status = 'pending'
        and expires_at > now();

    return new;
end
$$;

create trigger on_auth_user_created
after insert on auth.users
for each row execute function public.handle_new_user();

-- Without an administrator's token even the owner of the table is refused.
create or replace function public.guard_profile_columns()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    if public.has_role(auth.uid(), 'admin') then
        return new;
    end if;
    if (new.role, new.email, new.user_id, new.id, new.created_at)
        is distinct from (old.role, old.email, old.user_id, old.id, old.created_at)
    then
        raise exception 'only administrators can change protected profile fields';
    end if;
    return new;
end
$$;

create trigger guard_profile_columns
before update on public.profiles
for each row execute function public.guard_profile_columns();
