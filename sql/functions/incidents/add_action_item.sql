-- Adds what shall keep an incident from coming back.
create or replace function ops.add_action_item(incident bigint, what text, owner text, due date)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_id bigint;
    v_call text := format('select ops.add_action_item(%s, ''what'', ''who'', current_date + 14)', incident);
begin
    perform ops._require_incident(incident);
    perform ops._require_words(what, 'what is to be done', v_call);
    perform ops._require_words(owner, 'a person', v_call);
    if due is null or due < ops.today() then
        perform ops._fail('OP005', format('an action item cannot be due %s', coalesce(due::text, 'null')),
            format('today is %s', ops.today()), v_call);
    end if;
    insert into ops.action_item (incident, what, owner, due, added_at, added_by)
    values (add_action_item.incident, btrim(what), btrim(owner), due, ops.now(), ops.actor())
    returning id into v_id;
    perform ops._note_event(incident, 'action item', format('%s: %s, by %s', btrim(owner), btrim(what), due));
    return v_id;
end
$$;
comment on function ops.add_action_item(bigint, text, text, date) is 'Number of the item. OP005, OP013.';
revoke all on function ops.add_action_item(bigint, text, text, date) from public;
grant execute on function ops.add_action_item(bigint, text, text, date) to ops_operator;
