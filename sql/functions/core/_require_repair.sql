-- Refuses a repair that is asked for wrongly, before anything is looked at.
create or replace function ops._require_repair(
    area text, dry_run boolean, rule text, choice text, keys text[], max_rows integer, reason text
)
returns void
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    perform ops._require_area(area);
    perform ops._require_max_rows(max_rows);
    perform ops._require_read_committed();
    if dry_run is null then
        perform ops._fail('OP005', 'dry_run cannot be null', 'true plans, false plans and applies',
            format('select * from ops.repair(%L)', area));
    end if;
    if rule is not null then
        perform ops._require_rule(rule, area);
        perform ops._require_keys(rule, keys);
        if (select r.repair_class from ops.rule as r where r.name = _require_repair.rule) = 'report' then
            perform ops._fail('OP003', format('rule %s is never repaired by us', rule),
                'its class is report: what it finds is evidence, or follows from another rule',
                format('select * from ops.rule_page(%L)', rule));
        end if;
    else
        perform ops._require_keys(rule, keys);
    end if;
    perform ops._require_choice(area, rule, choice);
    if not dry_run then
        perform ops._require_reason(reason, format('select * from ops.repair(%L, dry_run => false, reason => ''why'')', area));
    end if;
end
$$;
comment on function ops._require_repair(text, boolean, text, text, text[], integer, text) is 'Raises OP001, OP002, OP003, OP005, OP009 or OP010 for unfit arguments.';
revoke all on function ops._require_repair(text, boolean, text, text, text[], integer, text) from public;
