-- Keeps how the server stands now, before a restart or a kill erases it.
create or replace function ops.capture(reason text)
returns setof ops.capture_part
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    v_capture bigint;
    v_part record;
begin
    perform ops._require_reason(reason, 'select capture, part, row_count, note from ops.capture(''before restart'')');
    insert into ops.capture (taken_at, actor, reason) values (ops.now(), ops.actor(), btrim(reason))
    returning id into v_capture;
    for v_part in select p.part, p.query from ops._capture_parts() as p loop
        perform ops._capture_part(v_capture, v_part.part, v_part.query);
    end loop;
    return query select p.* from ops.capture_part as p where p.capture = v_capture order by p.part;
end
$$;
comment on function ops.capture(text) is
    'Keeps activity, locks, blocking tree, settings and statistics as rows of ops.capture_part; a part that cannot '
    'be read says why and hides no other. OP009 without a reason.';
revoke all on function ops.capture(text) from public;
grant execute on function ops.capture(text) to ops_operator;
