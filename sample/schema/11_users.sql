-- People, their roles and their permissions.
create table public.profiles (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null unique references auth.users (id) on delete cascade,
    email text not null,
    full_name text,
    role public.user_role not null default 'warehouse_staff',
    active boolean not null default true,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create unique index profiles_email_key on public.profiles (lower(email));

create table public.user_roles (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references auth.users (id) on delete cascade,
    role public.user_role not null,
    assigned_at timestamptz not null default now(),
    assigned_by uuid references auth.users (id),
    unique (user_id, role)
);

create table public.role_permissions (
    id uuid primary key default gen_random_uuid(),
    role public.user_role not null,
    permission_category text not null,
    permission_action text not null,
    is_allowed boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
-- The same uniqueness was declared twice over the years; both constraints are still there.
alter table public.role_permissions
    add constraint role_permissions_role_category_action_key
    unique (role, permission_category, permission_action);
alter table public.role_permissions
    add constraint role_permissions_unique
    unique (role, permission_category, permission_action);

create table public.user_invitations (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    role public.user_role not null default 'warehouse_staff',
    token text not null unique default gen_random_uuid()::text,
    status text not null default 'pending',
    invited_by uuid references auth.users (id),
    invited_at timestamptz not null default now(),
    expires_at timestamptz not null default now() + interval '7 days',
    accepted_at timestamptz,
    email_sent boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
