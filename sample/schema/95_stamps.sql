-- Sets updated_at on every update of every table that has it, repairs included.
create or replace function public.update_updated_at_column()
returns trigger
language plpgsql
security definer
set search_path = public
as $$
begin
    new.updated_at := now();
    return new;
end
$$;

do $$
declare
    stamped record;
begin
    for stamped in
        select c.oid::regclass as relation, c.relname as name
        from pg_catalog.pg_attribute as a
        join pg_catalog.pg_class as c
            on c.oid = a.attrelid
        where c.relnamespace = 'public'::regnamespace
            and c.relkind = 'r'
            and a.attname = 'updated_at'
            and not a.attisdropped
        order by c.relname
    loop
        execute format(
            'create trigger %I before update on %s
             for each row execute function public.update_updated_at_column()',
            'update_' || stamped.name || '_updated_at', stamped.relation
        );
    end loop;
end
$$;
