-- Registers a rule in the catalogue. Each rule's own file ends with this call.
create or replace function ops._define_rule(
    name text, area text, severity text, example text, title text, why text,
    repair_class text, reads jsonb, causes text[] default '{}', changes text default null,
    choices jsonb default '[]', kind text default 'query',
    turn integer default 100, sizes text default null
)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.rule as r
        (name, area, severity, example, title, why, repair_class, kind, causes, reads, changes, turn, sizes)
    values (name, area, severity, example, title, why, repair_class, kind, causes, reads, changes, turn, sizes)
    on conflict on constraint rule_pkey do update
    set area = excluded.area,
        severity = excluded.severity,
        example = excluded.example,
        title = excluded.title,
        why = excluded.why,
        repair_class = excluded.repair_class,
        kind = excluded.kind,
        causes = excluded.causes,
        reads = excluded.reads,
        changes = excluded.changes,
        turn = excluded.turn,
        sizes = excluded.sizes,
        installed_at = now();

    delete from ops.rule_choice as c where c.rule = _define_rule.name;

    insert into ops.rule_choice (rule, choice, what, changes)
    select _define_rule.name, c.choice, c.what, c.changes
    from jsonb_to_recordset(choices) as c (choice text, what text, changes text)
$$;
comment on function ops._define_rule(text, text, text, text, text, text, text, jsonb, text[], text, jsonb, text, integer, text) is 'Writes one row of ops.rule and its choices, [{"choice": …, "what": …, "changes": function or null}]; what a user set in ops.rule_setting stays.';
revoke all on function ops._define_rule(text, text, text, text, text, text, text, jsonb, text[], text, jsonb, text, integer, text) from public;
