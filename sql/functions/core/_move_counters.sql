-- Lowers counters, so that a row can come back past the application's check, or raises them again.
create or replace function ops._move_counters(room jsonb, sign integer)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
-- names and types come from the system catalog, values are parameters
-- @plpgsql_check_options: security_warnings = off
declare
    v_part record;
    v_key text;
    v_type text;
begin
    for v_part in
        select r.relation, r.counter, r.key, r.amount
        from jsonb_to_recordset(room) as r (relation text, counter text, key text, amount numeric)
        order by r.relation, r.key
    loop
        v_key := coalesce((select s.key_column from ops.subject as s where s.relation = v_part.relation), 'id');
        v_type := ops._type_of(v_part.relation, v_key);
        execute format('update %1$s as t set %2$I = t.%2$I + $1 where t.%3$I %4$s $2::%5$s',
            to_regclass(v_part.relation)::text, v_part.counter, v_key, ops._equality(to_regtype(v_type)), v_type)
        using sign * v_part.amount, v_part.key;
    end loop;
end
$$;
comment on function ops._move_counters(jsonb, integer) is 'Adds sign times amount to each counter of ops._room_needed; the rows are locked already.';
revoke all on function ops._move_counters(jsonb, integer) from public;
