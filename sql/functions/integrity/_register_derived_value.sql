-- Writes registered derived values into the catalogue.
create or replace function ops._register_derived_value(registered ops.registered_value)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- a table that the package knows keeps the package's words
    insert into ops.subject as s (relation, noun, key_column, label)
    values ((registered).subject, (registered).noun, (registered).key_column, (registered).label)
    on conflict on constraint subject_pkey do update set installed_at = now();
    if (registered).removed_at is null then
        perform ops._define_derived_value(
            name => (registered).name, area => (registered).area, severity => (registered).severity,
            example => (registered).example, title => (registered).title, why => (registered).why,
            repair_class => (registered).repair_class, reads => (registered).reads, subject => (registered).subject,
            value_column => (registered).value_column, otherwise => (registered).otherwise,
            tolerance => (registered).tolerance, unit => (registered).unit
        );
        update ops.derived_value as d set expected = (registered).expected where d.rule = (registered).name;
        if (registered).repair_class = 'decide' then
            insert into ops.rule_choice (rule, choice, what)
            values ((registered).name, 'recompute', format('%s of the row becomes what %s says; undo brings the old value back',
                (registered).value_column, (registered).expected));
        end if;
    end if;
end
$$;
comment on function ops._register_derived_value(ops.registered_value) is 'Subject, rule and derived value of one row of ops.registered_value; of one that was removed only the subject.';
revoke all on function ops._register_derived_value(ops.registered_value) from public;
-- an installation drops from the catalogue what its files did not write: these have no file
select ops._register_derived_value(v) from ops.registered_value as v order by v.name;
