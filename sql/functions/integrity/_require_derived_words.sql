-- Refuses words and numbers of a registration that are none.
create or replace function ops._require_derived_words(
    name text, severity text, title text, why text, tolerance numeric, repair_class text, example text, unit text
)
returns void
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_severity ops.severity;
    v_wrong text;
begin
    select s.* into v_severity from ops.severity as s where s.level = severity;
    v_wrong := case
        when name is null or name !~ '^[a-z][a-z0-9_]{2,58}$'
            then format('name %s: small letters, digits and underscores, 3 to 59 of them',
                coalesce(quote_literal(name), 'null'))
        when exists (select from pg_proc as p where p.pronamespace = 'ops'::regnamespace and p.proname = name)
            -- a rule of the package has a function of its name
            then format('name %s: the package has a function or rule of that name', quote_literal(name))
        when v_severity.level is null then format('severity %s: P0 to P3', coalesce(quote_literal(severity), 'null'))
        when example <> all (v_severity.examples || v_severity.description)
            then format('example %s: %s has %s', quote_literal(example), severity,
                array_to_string(v_severity.examples || v_severity.description, ', '))
        when coalesce(btrim(title), '') = '' or length(title) > 100 then 'title: one sentence of at most 100 characters'
        when coalesce(btrim(why), '') = '' then 'why: say what happens to people when it does not hold'
        when tolerance is null or tolerance < 0 or tolerance = 'NaN' then 'tolerance: zero or more'
        when repair_class is null or repair_class not in ('auto', 'lock', 'decide', 'report')
            then format('repair_class %s: auto, lock, decide or report', coalesce(quote_literal(repair_class), 'null'))
        when unit <> 'm' then format('unit %s: m for metres, null for everything else', quote_literal(unit))
    end;
    if v_wrong is not null then
        perform ops._fail('OP005', 'this cannot be registered', v_wrong,
            'call ops.register_derived_value again with that changed');
    end if;
end
$$;
comment on function ops._require_derived_words(text, text, text, text, numeric, text, text, text) is 'Raises OP005 for a name that is taken or unfit, an unknown severity, example or class, an empty title or reason, a negative tolerance.';
revoke all on function ops._require_derived_words(text, text, text, text, numeric, text, text, text) from public;
