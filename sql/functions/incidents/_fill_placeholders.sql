-- A step of the runbook with real numbers, and under it where those come from that are left to a person.
create or replace function ops._fill_placeholders(call text, names text[], given text[])
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_filled text := call;
    v_open text;
begin
    for v_place in 1..coalesce(cardinality(names), 0) loop
        continue when given[v_place] is null;
        v_filled := replace(v_filled, format('''%s''', names[v_place]), quote_literal(given[v_place]));
        -- outside quotes only what no shell could take for more than a word
        if given[v_place] ~ '^[A-Za-z0-9_-]+$' then
            v_filled := replace(v_filled, names[v_place], given[v_place]);
        end if;
    end loop;
    select string_agg(format('%s%s: %s', case
            when call ~* '^select ' then '-- ' when call ~ '^(lotastro-ops|curl) ' then '# ' else '' end, p.key,
                p.value),
        E'\n' order by strpos(v_filled, p.key))
    into v_open
    from jsonb_each_text(ops._placeholders()) as p
    where strpos(v_filled, p.key) > 0;
    return concat_ws(E'\n', v_filled, v_open);
end
$$;
comment on function ops._fill_placeholders(text, text[], text[]) is 'names and given: placeholders and their values. A statement stays one: what is added is a comment of SQL or of the shell.';
revoke all on function ops._fill_placeholders(text, text[], text[]) from public;
