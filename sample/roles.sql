-- Gives a bare database the roles, the auth schema and the grants of a hosted Supabase project.

do $$
declare
    role_wanted record;
begin
    -- Roles belong to the whole server: databases set up side by side must not race on them.
    lock table pg_catalog.pg_authid in share row exclusive mode;
    lock table pg_catalog.pg_auth_members in share row exclusive mode;

    if exists (select from pg_catalog.pg_roles where rolname = 'postgres' and rolsuper) then
        raise exception 'role "postgres" is a superuser on this server'
            using errcode = 'object_not_in_prerequisite_state',
            detail = 'On hosted Supabase the application belongs to a postgres without superuser.',
            hint = 'Initialise the server with supabase_admin as its bootstrap superuser.';
    end if;

    for role_wanted in
        select *
        from (
            values
            ('anon', 'nologin'),
            ('authenticated', 'nologin'),
            ('service_role', 'nologin bypassrls'),
            ('authenticator', 'login noinherit'),
            ('postgres', 'login createrole createdb bypassrls')
        ) as wanted (name, attributes)
        where not exists (select from pg_catalog.pg_roles as r where r.rolname = wanted.name)
    loop
        execute format('create role %I %s', role_wanted.name, role_wanted.attributes);
    end loop;

    for role_wanted in
        select wanted.granted as name, wanted.member as attributes
        from (
            values
            ('anon', 'authenticator'),
            ('authenticated', 'authenticator'),
            ('service_role', 'authenticator'),
            ('anon', 'postgres'),
            ('authenticated', 'postgres'),
            ('service_role', 'postgres'),
            ('pg_monitor', 'postgres'),
            ('pg_signal_backend', 'postgres'),
            ('pg_read_all_data', 'postgres')
        ) as wanted (granted, member)
        where not exists (
            select
            from pg_catalog.pg_auth_members as m
            where m.roleid = wanted.granted::regrole
                and m.member = wanted.member::regrole
        )
    loop
        execute format('grant %I to %I', role_wanted.name, role_wanted.attributes);
    end loop;
end
$$;

create schema if not exists extensions;
grant usage on schema extensions to postgres, anon, authenticated, service_role;
grant create on schema extensions to postgres;

create schema if not exists auth;
grant usage on schema auth to postgres, anon, authenticated, service_role;

create table if not exists auth.users (
    id uuid primary key,
    email text unique,
    encrypted_password text,
    email_confirmed_at timestamptz,
    last_sign_in_at timestamptz,
    raw_app_meta_data jsonb,
    raw_user_meta_data jsonb,
    banned_until timestamptz,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table if not exists auth.sessions (
    id uuid primary key,
    user_id uuid not null references auth.users (id) on delete cascade,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    refreshed_at timestamp,
    not_after timestamptz,
    user_agent text,
    ip inet
);

create table if not exists auth.audit_log_entries (
    id uuid primary key,
    payload json,
    created_at timestamptz default now(),
    ip_address text not null default ''
);

create or replace function auth.jwt()
returns jsonb
language sql
stable
as $$
    select nullif(current_setting('request.jwt.claims', true), '')::jsonb
$$;

create or replace function auth.uid()
returns uuid
language sql
stable
as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.sub', true), ''),
        nullif(auth.jwt() ->> 'sub', '')
    )::uuid
$$;

create or replace function auth.role()
returns text
language sql
stable
as $$
    select coalesce(
        nullif(current_setting('request.jwt.claim.role', true), ''),
        nullif(auth.jwt() ->> 'role', '')
    )
$$;

grant select, insert, update, delete, references, trigger on auth.users to postgres;
grant select, insert, delete on auth.sessions, auth.audit_log_entries to postgres;

grant usage on schema public to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
    grant all on tables to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
    grant all on sequences to anon, authenticated, service_role;
alter default privileges for role postgres in schema public
    grant all on functions to anon, authenticated, service_role;
