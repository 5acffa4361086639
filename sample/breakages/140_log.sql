-- What the breakages of the application's log are made of.

-- One row of the log by one of the sample's people, some hours ago.
create function sample.log_entry(
    action text,
    entity_type text,
    entity_id uuid,
    hours numeric,
    old_data jsonb default null,
    new_data jsonb default null,
    notes text default null,
    person integer default 0
)
returns uuid
language plpgsql
volatile
as $$
declare
    made uuid;
begin
    insert into public.audit_logs (
        action, entity_type, entity_id, entity_identifier, user_id, user_email, user_role, old_data,
        new_data, notes, created_at
    )
    select
        log_entry.action::public.audit_action_type,
        log_entry.entity_type::public.audit_entity_type, log_entry.entity_id,
        'X-' || left(log_entry.entity_id::text, 8), p.user_id, p.email, p.role::text,
        log_entry.old_data, log_entry.new_data, log_entry.notes,
        g.today - interval '1 hour' * log_entry.hours
    from sample.person as p
    cross join sample.generation as g
    where p.n = log_entry.person
    returning id into made;
    perform sample.touch(made);
    return made;
end
$$;

-- Something small that exists, of which nothing but the log is of interest.
create function sample.log_supplier(mechanism text, n integer)
returns uuid
language sql
volatile
as $$
    insert into public.suppliers (name)
    select 'Supplier ' || mechanism || ' ' || n
    returning id
$$;

-- Something that never was, for histories that end with a deletion.
create function sample.log_absent(mechanism text, n integer)
returns uuid
language sql
stable
as $$
    select sample.id(sample.salt('log:' || mechanism), n)
$$;

-- An update of a supplier; the data are numbers, so that chains of them can be told apart.
create function sample.log_update(
    supplier uuid,
    hours numeric,
    before integer,
    after integer,
    notes text default null,
    person integer default 0
)
returns uuid
language sql
volatile
as $$
    select sample.log_entry(
        'UPDATE', 'supplier', supplier, hours, jsonb_build_object('phone', before),
        jsonb_build_object('phone', after), notes, person
    )
$$;

-- Takes rows out of the log as if they had never been written. The application has no index on
-- reversal_audit_id: with its key in place each row that goes looks through the whole log for what names
-- it. Without, and with the key back as it was, that is asked once of all rows.
create function sample.unlog(entries uuid[])
returns void
language plpgsql
volatile
as $$
declare
    definition constant text := (
        select pg_get_constraintdef(c.oid)
        from pg_constraint as c
        where c.conrelid = 'public.audit_logs'::regclass and c.conname = 'audit_logs_reversal_audit_id_fkey'
    );
begin
    alter table public.audit_logs drop constraint audit_logs_reversal_audit_id_fkey;
    delete from public.audit_logs as a where a.id = any (entries);
    execute 'alter table public.audit_logs add constraint audit_logs_reversal_audit_id_fkey ' || definition;
end
$$;

-- A row of the log that is not the only one around its time, so that without it no day falls silent.
-- No more are counted than that takes: the larger the log, the more rows lie within these hours.
create function sample.is_one_of_many(at timestamptz)
returns boolean
language sql
stable
as $$
    select 10 = (
        select count(*)
        from (
            select
            from public.audit_logs as a
            where a.created_at between at - interval '2 hours' and at + interval '2 hours'
            limit 10
        ) as w
    )
$$;
