-- Seals rows of one table, oldest first, in batches of 4096.
create or replace function ops._seal_rows(subject text, settled timestamptz, max_rows integer)
returns bigint
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
-- how many seals there are is not known to the planner: sorting both sides costs more than all digests
set enable_mergejoin = off
set work_mem = '64MB'
set jit = off
as $$
-- names and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_table record;
    v_batch ops.seal_batch;
    v_from timestamptz;
    v_to timestamptz;
    v_rows bigint := 0;
begin
    select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_rows.subject;
    select max(b.through) into v_from from ops.seal_batch as b where b.subject = _seal_rows.subject and b.kind = 'rows';
    v_to := ops._seal_up_to(subject, v_from, settled, max_rows);
    if v_to <= v_from then
        return 0; -- the same moment again, or an old transaction that still runs
    end if;
    v_batch.kind := 'rows';
    v_batch.subject := subject;
    v_batch.through := v_to;
    select c.columns, c.types into v_batch.columns, v_batch.types from ops._seal_columns(subject) as c;
    for v_batch.keys, v_batch.times, v_batch.digests, v_batch.salts in execute format(
        $query$
        select array_agg(n.key order by n.place) as keys, array_agg(n.at order by n.place) as times,
            array_agg(n.digest order by n.place) as digests, array_agg(n.salt order by n.place) as salts
        from (
            select d.*, row_number() over (order by d.at nulls first, d.key collate "C") as place
            from (
                select r.seal_key as key, r.seal_at as at, r.seal_salt as salt, %1$s as digest
                from (
                    select t.*, %2$s as seal_key, %3$s as seal_at, %6$s as seal_salt
                    from %4$s
                    where %3$s < $2 and ($1 is null or %3$s >= $1) or %5$s
                    offset 0
                ) as r
            ) as d
            -- what is sealed already and is dated later now was edited: it does not become new by that
            where not exists (
                select from ops.seal_batch as b cross join lateral unnest(b.keys) as k (key)
                where b.subject = $3 and k.key = d.key
            )
        ) as n
        group by (n.place - 1) / 4096
        order by (n.place - 1) / 4096
        $query$,
        ops._seal_digest(subject, v_batch.columns, case when v_table.salted then 'r.seal_salt' end, 'r'), v_table.key, v_table.at, v_table.source,
        case when v_table.stays is null then 'false' else format('%s is null', v_table.at) end,
        case when v_table.salted then 'uuid_send(gen_random_uuid())' else 'null::bytea' end
    ) using v_from, v_to, subject loop
        v_batch.salts := case when v_table.salted then v_batch.salts end;
        v_batch.rows := cardinality(v_batch.keys);
        perform ops._append_seal(v_batch);
        v_rows := v_rows + v_batch.rows;
    end loop;
    if v_rows = 0 then
        -- that there was nothing is sealed too
        v_batch.keys := '{}'; v_batch.times := '{}'; v_batch.digests := '{}'; v_batch.rows := 0;
        perform ops._append_seal(v_batch);
    end if;
    return v_rows;
end
$$;
comment on function ops._seal_rows(text, timestamptz, integer) is 'How many. A row without a time is sealed when it is first seen.';
revoke all on function ops._seal_rows(text, timestamptz, integer) from public;
