-- Compares one table with its seals and counts.
create or replace function ops._verify_sealed_table(subject text, after bigint, max_rows integer)
returns setof ops.seal_verdict
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_changed text := ops._seal_changed_columns(subject);
    v_sealed bigint;
    v_recorded timestamptz;
    v_expired timestamptz;
    v_rows record;
    v_gone bigint := 0;
    v_counts jsonb := '{}'::jsonb;
    v_what text;
begin
    select coalesce(sum(b.rows), 0) into v_sealed
    from ops.seal_batch as b
    where b.subject = _verify_sealed_table.subject and b.kind = 'rows' and b.keys is not null and b.id > after;
    if to_regclass(subject) is null then
        return next ('unknown', subject, null, null, v_sealed, format('table %s is absent, %s of its rows are sealed', subject, v_sealed))::ops.seal_verdict;
        return;
    end if;
    for v_rows in select d.* from ops._seal_located(subject, after) as d loop
        if v_rows.what = 'removed' then
            if v_recorded is null then
                v_expired := coalesce(ops._seal_expired(subject), '-infinity');
                v_recorded := coalesce((select max(b.through) from ops.seal_batch as b
                    where b.subject = _verify_sealed_table.subject and b.kind = 'expired'), '-infinity');
            end if;
            if v_rows.at < v_expired then
                v_gone := v_gone + (v_rows.at >= v_recorded)::integer;
                continue;
            end if;
        end if;
        v_what := case when v_rows.what = 'edited' and v_changed is not null then 'unknown' else v_rows.what end;
        v_counts := jsonb_set(v_counts, array[v_what], to_jsonb(coalesce((v_counts ->> v_what)::bigint, 0) + 1));
        if max_rows is null or (v_counts ->> v_what)::bigint <= max_rows then
            return next (v_what, subject, v_rows.key, v_rows.batch, 1, case v_what
                when 'unknown' then format('%s %s cannot be compared: column %s is not as it was', subject, v_rows.key, v_changed)
                else ops._seal_message(v_what, subject, v_rows.key, v_rows.batch, v_rows.at) end)::ops.seal_verdict;
        end if;
    end loop;
    return query
        select c.key, _verify_sealed_table.subject, null::text, null::bigint, c.value::bigint - max_rows, format('and %s more rows of %s: %s', c.value::bigint - max_rows, subject, c.key)
        from jsonb_each_text(v_counts) as c
        where c.value::bigint > max_rows;
    return query
        select 'verified', _verify_sealed_table.subject, null::text, max(b.id), v_sealed,
            format('%s sealed rows looked at; %s expired, %s purged, %s redacted, %s accepted', v_sealed,
                coalesce(sum(b.rows) filter (where b.kind = 'expired'), 0) + v_gone, coalesce(sum(b.rows) filter (where b.kind = 'purged'), 0),
                coalesce(sum(b.rows) filter (where b.kind = 'redacted'), 0), coalesce(sum(b.rows) filter (where b.kind = 'accepted'), 0))
        from ops.seal_batch as b
        where b.subject = _verify_sealed_table.subject;
end
$$;
comment on function ops._verify_sealed_table(text, bigint, integer) is 'What is broken, what could not be told, and a line verified with the counts of what has lawfully gone or changed.';
revoke all on function ops._verify_sealed_table(text, bigint, integer) from public;
