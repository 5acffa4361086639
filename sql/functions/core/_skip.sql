-- Writes down a row that a run leaves alone.
create or replace function ops._skip(run bigint, positions integer[], state text, note text)
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.run_skip as s (run, "position", rule, cause, message, subject, key, size, state, note)
    select run, i."position", i.rule, i.cause, i.message, i.subject, i.key, i.size, state, ops._plain(left(note, 500))
    from ops._run_items(
        run,
        coalesce((select min(p) from unnest(positions) as p), 1),
        coalesce((select max(p) from unnest(positions) as p), 0)
    ) as i
    where i."position" = any (positions)
    on conflict on constraint run_skip_pkey do update
    set state = excluded.state, note = excluded.note
$$;
comment on function ops._skip(bigint, integer[], text, text) is 'Records positions as stale, busy, conflict, held or refused with a note; a later word replaces an earlier one.';
revoke all on function ops._skip(bigint, integer[], text, text) from public;
