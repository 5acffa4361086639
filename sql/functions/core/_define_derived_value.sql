-- Registers a column that must equal something computed, and the rule that says so.
create or replace function ops._define_derived_value(
    name text, area text, severity text, example text, title text, why text, repair_class text,
    reads jsonb, subject text, value_column text,
    otherwise text default null, tolerance numeric default 0, unit text default null,
    cause text default null, causes text[] default '{}'
)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select ops._define_rule(
        name => name, area => area, severity => severity, example => example, title => title,
        why => why, repair_class => repair_class, reads => reads, causes => causes, kind => 'derived'
    );

    -- the function that says what should be is named like the rule
    insert into ops.derived_value as d
        (rule, subject, value_column, expected, otherwise, tolerance, unit, cause)
    values (name, subject, value_column, 'ops.' || name, otherwise, tolerance, unit, cause)
    on conflict on constraint derived_value_pkey do update
    set subject = excluded.subject,
        value_column = excluded.value_column,
        expected = excluded.expected,
        otherwise = excluded.otherwise,
        tolerance = excluded.tolerance,
        unit = excluded.unit,
        cause = excluded.cause,
        installed_at = now()
$$;
comment on function ops._define_derived_value(text, text, text, text, text, text, text, jsonb, text, text, text, numeric, text, text, text[]) is 'Writes one row of ops.rule and one of ops.derived_value.';
revoke all on function ops._define_derived_value(text, text, text, text, text, text, text, jsonb, text, text, text, numeric, text, text, text[]) from public;
