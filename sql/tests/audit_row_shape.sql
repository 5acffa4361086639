-- Rows of the log that lack the data that their action must have, or have what it cannot.
begin;
select plan(20);

select set_config('test.entry', sample.an_entry('CREATE', 'lot', sample.a_lot('T-LOT'), identifier => 'T-LOT')::text, true);
create function pg_temp.said(action text, was jsonb, became jsonb, fields jsonb default null, notes text default null) returns setof text language plpgsql as $$
begin
    update audit_logs as a
    set action = said.action::audit_action_type, old_data = was, new_data = became, changed_fields = fields, notes = said.notes;
    return query select replace(c.message, action || ' of lot T-LOT: ', '') from ops.check_rule('audit_row_shape') as c;
end
$$;
select is_empty(q, 'sound: ' || q) from unnest(array[
    $$select pg_temp.said('CREATE', null, '{"a": 1}')$$,
    $$select pg_temp.said('CREATE', 'null', '{"a": 1}')$$,
    $$select pg_temp.said('DELETE', '{"a": 1}', null)$$,
    $$select pg_temp.said('UPDATE', '{"a": 1}', '{"a": 2}')$$,
    $$select pg_temp.said('STATUS_CHANGE', null, '{"a": 2}')$$,
    $$select pg_temp.said('UPDATE', '{"a": 1, "b": 1}', '{"a": 2, "b": 1}', '["a"]')$$,
    $$select pg_temp.said('UPDATE', '{"a": 1, "b": 1}', '{"a": 2}', '{"b": 0, "a": 0}')$$,
    $$select pg_temp.said('UPDATE', null, null, null, 'lotastro-ops run 7, lot_reserved_meters: absent')$$,
    $$select pg_temp.said('DELETE', null, null, null, 'Reversed creation. Lot')$$
]) as q;
select results_eq(q, array[message], message || ': ' || q) from (values
    ($$select pg_temp.said('CREATE', '{"a": 1}', '{"a": 1}')$$, 'a creation has no data of before'),
    ($$select pg_temp.said('DELETE', null, '{"a": 1}')$$, 'the data that was deleted is missing'),
    ($$select pg_temp.said('UPDATE', null, '{"a": 1}')$$, 'data of before or after is missing'),
    ($$select pg_temp.said('UPDATE', '{"a": 1}', 'null')$$, 'data of before or after is missing'),
    ($$select pg_temp.said('UPDATE', '{"a": 1}', '{"a": 1.0}')$$, 'nothing changed'),
    ($$select pg_temp.said('UPDATE', '{"a": 1, "b": 1}', '{"a": 2, "b": 1}', '["a", "b"]')$$, 'the fields it names are not those that changed'),
    ($$select pg_temp.said('STATUS_CHANGE', '{"a": 1}', '{"a": 2}', '{"b": 1}')$$, 'the fields it names are not those that changed')
) as f (q, message);
select results_eq($$select severity, key ->> 'id' from ops.check_rule('audit_row_shape')$$,
    $$values ('P3', current_setting('test.entry'))$$, 'the row is named');
select is((select count(*) from ops.audit_row_shape(array[current_setting('test.entry')])), 1::bigint, 'its key finds it');
select is((select count(*) from ops.audit_row_shape(array[sample.a_user()::text])), 0::bigint, 'one key asks for one row');
select throws_ok($$select * from ops.repair_audit(rule => 'audit_row_shape')$$, 'OP003', null, 'it is never changed by us');

select * from finish();
rollback;
