-- Says that an action item is done.
create or replace function ops.finish_action_item(item bigint)
returns boolean
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_item ops.action_item;
begin
    update ops.action_item as a
    set done_at = ops.now(), done_by = ops.actor()
    where a.id = finish_action_item.item and a.done_at is null
    returning * into v_item;
    if found then
        perform ops._note_event(v_item.incident, 'action item', format('done: %s', v_item.what));
    end if;
    return v_item.id is not null;
end
$$;
comment on function ops.finish_action_item(bigint) is 'True when it was open.';
revoke all on function ops.finish_action_item(bigint) from public;
grant execute on function ops.finish_action_item(bigint) to ops_operator;
