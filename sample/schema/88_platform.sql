-- Stand-ins for what the hosted platform brings: pg_net, vault and storage, as far as they are read.
-- The names and columns are theirs, nothing more: no request is sent, no secret is encrypted.
create schema net;

create table net.http_request_queue (
    id bigint generated always as identity primary key,
    method text not null,
    url text not null,
    headers jsonb,
    body bytea,
    timeout_milliseconds integer not null
);

create table net._http_response (
    id bigint,
    status_code integer,
    content_type text,
    headers jsonb,
    content text,
    timed_out boolean,
    error_msg text,
    created timestamptz not null default now()
);
create index http_response_created_idx on net._http_response (created);

create function net.http_post(
    url text,
    body jsonb default '{}',
    params jsonb default '{}',
    headers jsonb default '{"Content-Type": "application/json"}',
    timeout_milliseconds integer default 5000
)
returns bigint
language sql
volatile
as $$
    insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
    values ('POST', url, headers, convert_to(body::text, 'UTF8'), timeout_milliseconds)
    returning id
$$;

create schema vault;

create table vault.secrets (
    id uuid primary key default gen_random_uuid(),
    name text unique,
    description text not null default '',
    secret text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create view vault.decrypted_secrets as
select s.id, s.name, s.description, s.secret, s.secret as decrypted_secret, s.created_at, s.updated_at
from vault.secrets as s;

create function vault.create_secret(new_secret text, new_name text default null, new_description text default '')
returns uuid
language sql
volatile
as $$
    insert into vault.secrets (secret, name, description)
    values (new_secret, new_name, new_description)
    returning id
$$;
revoke all on all functions in schema vault from public;

create schema storage;

create table storage.buckets (
    id text primary key,
    name text not null unique,
    public boolean default false,
    file_size_limit bigint,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

create table storage.objects (
    id uuid primary key default gen_random_uuid(),
    bucket_id text references storage.buckets (id),
    name text,
    owner uuid,
    metadata jsonb,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    unique (bucket_id, name)
);
alter table storage.objects enable row level security;
insert into storage.buckets (id, name) values ('stock-take-photos', 'stock-take-photos');
create policy "counters keep their photos" on storage.objects for all to authenticated
using (bucket_id = 'stock-take-photos') with check (bucket_id = 'stock-take-photos');
