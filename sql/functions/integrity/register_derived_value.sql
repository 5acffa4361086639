-- Adds a rule of your own: a column that must equal what a function of yours says.
create or replace function ops.register_derived_value(
    name text, area text, severity text, title text, why text,
    target regclass, "column" text, expected regprocedure,
    tolerance numeric default 0, repair_class text default 'lock', otherwise text default null, unit text default null,
    noun text default null, label text default null, example text default null, reads jsonb default '{}'
)
returns text
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_key text := ops._single_key(target);
    v_value ops.registered_value;
begin
    perform ops._require_owner();
    perform ops._require_area(area);
    perform ops._require_derived_words(name, severity, title, why, tolerance, repair_class, example, unit);
    perform ops._require_derived_target(target, v_key, "column");
    select format('%I.%I', n.nspname, c.relname) into v_value.subject
    from pg_class as c
    join pg_namespace as n
        on n.oid = c.relnamespace
    where c.oid = target;
    perform ops._require_derived_function(expected, (
        select format_type(a.atttypid, null) from pg_attribute as a where a.attrelid = target and a.attname = v_key
    ), (
        select format_type(a.atttypid, null) from pg_attribute as a where a.attrelid = target and a.attname = "column"
    ));
    v_value.name := name;
    v_value.area := area;
    v_value.severity := severity;
    v_value.example := coalesce(example, (select s.description from ops.severity as s where s.level = severity));
    v_value.title := title;
    v_value.why := why;
    v_value.repair_class := repair_class;
    v_value.key_column := v_key;
    v_value.noun := coalesce(noun, (select c.relname from pg_class as c where c.oid = target));
    v_value.label := coalesce(label, format('t.%I', v_key));
    v_value.value_column := "column";
    select format('%I.%I', n.nspname, p.proname) into v_value.expected
    from pg_proc as p
    join pg_namespace as n
        on n.oid = p.pronamespace
    where p.oid = expected;
    v_value.otherwise := otherwise;
    v_value.tolerance := tolerance;
    v_value.unit := unit;
    v_value.reads := reads || jsonb_build_object(v_value.subject,
        coalesce(reads -> v_value.subject, '[]') || jsonb_build_array(v_key, "column"));
    v_value.registered_at := ops.now();
    v_value.registered_by := ops.actor();
    delete from ops.registered_value as v where v.name = register_derived_value.name;
    insert into ops.registered_value select v_value.*;
    perform ops._register_derived_value(v_value);
    perform ops._require_derived_run(name);
    return format('select * from ops.check_rule(%L)', name);
end
$$;
comment on function ops.register_derived_value(text, text, text, text, text, regclass, text, regprocedure, numeric, text, text, text, text, text, text, jsonb) is 'Returns the call that checks it. expected takes keys (an array of the key''s type, null for all) and returns table (key, value). Check, plan, repair and undo come with it, and it survives upgrades. Registering a name again replaces it. OP001, OP005, OP018.';
revoke all on function ops.register_derived_value(text, text, text, text, text, regclass, text, regprocedure, numeric, text, text, text, text, text, text, jsonb) from public;
