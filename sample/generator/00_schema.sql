-- The schema of the generator: how it draws, and what it remembers of its own run.
create schema sample;

create table sample.generation (
    only_row boolean primary key default true check (only_row),
    seed integer not null,
    lots integer not null,
    lines_per_lot numeric not null,
    sound boolean not null,
    -- Midnight of the day of generation: every date is counted from here.
    today timestamptz not null
);

create table sample.person (
    n integer primary key,
    user_id uuid not null unique,
    email text not null,
    full_name text not null,
    role public.user_role not null
);

-- Plain expressions without SET, so that the planner inlines them: they run once per value.
create function sample.draw(salt text, n bigint)
returns double precision
language sql
immutable parallel safe
as $$
    select (hashint8extended(n, hashtext(salt)) & 1073741823)::double precision / 1073741824
$$;
comment on function sample.draw(text, bigint) is
    'Always the same number in [0, 1) for the same salt and n.';

create function sample.id(salt text, n bigint)
returns uuid
language sql
immutable parallel safe
as $$
    select overlay(overlay(md5(salt || n) placing '4' from 13) placing 'a' from 17)::uuid
$$;
comment on function sample.id(text, bigint) is 'Always the same uuid for the same salt and n.';

create function sample.salt(kind text)
returns text
language sql
stable
as $$
    select kind || ':' || seed || ':' from sample.generation
$$;
comment on function sample.salt(text) is 'Salt of one kind of thing in this run.';

create function sample.digits(n bigint, width integer)
returns text
language sql
immutable parallel safe
as $$
    select lpad(n::text, greatest(width, length(n::text)), '0')
$$;
comment on function sample.digits(bigint, integer) is
    'At least so many digits; lpad alone would cut the longer ones off.';
