-- The broken rows of one rule, whatever its kind.
create or replace function ops._rule_hits(rule text, keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
-- compiling a plan that runs once costs more than it saves
set jit = off
-- the same function is asked for all rows and for a few keys: after five calls the server would settle on one
-- plan for both, which reads every row
set plan_cache_mode = force_custom_plan
as $$
begin
    -- NaN, infinity and more metres than were ever woven are no measure: a sum would be lost in them
    return query execute format(
        'select h.subject, h.key, h.message, h.cause, h.expected, h.observed, case when h.size < 1e15 then h.size end, h.detail, h.fix '
        'from ops.%s as h',
        case
            when (select r.kind from ops.rule as r where r.name = _rule_hits.rule) = 'derived' then '_derived_hits($2, $1)'
            else format('%I($1)', rule)
        end
    ) using keys, rule;
end
$$;
comment on function ops._rule_hits(text, text[]) is 'Hits over all rows, or over keys of the rule''s subject. A size that is no finite number below 10^15 is null.';
revoke all on function ops._rule_hits(text, text[]) from public;
