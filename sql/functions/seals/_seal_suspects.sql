-- Rows of a table that may not be as sealed: found by digest alone, which is what costs least.
create or replace function ops._seal_suspects(subject text, after bigint)
returns setof text
language plpgsql
stable parallel unsafe
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
    v_now timestamptz;
    v_then timestamptz;
begin
    select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_suspects.subject;
    select max(b.through), max(b.through) filter (where b.id <= after) into v_now, v_then
    from ops.seal_batch as b
    where b.subject = _seal_suspects.subject and b.kind = 'rows';
    return query execute format(
        $query$
        with suspect as materialized (
            select r.key, l.digest
            from (
                select unnest(b.digests) as digest
                from ops.seal_batch as b
                where b.subject = $1 and b.keys is not null and b.id > $2
            ) as l
            full join (
                select %1$s as key, %2$s as at, %3$s as digest from %4$s where %5$s
            ) as r
                on r.digest = l.digest
            where l.digest is null and (r.at < $3 or r.at is null) or r.digest is null
        )

        select s.key from suspect as s where s.key is not null
        union
        select k.key
        from (
            select unnest(b.keys) as key, unnest(b.digests) as digest
            from ops.seal_batch as b
            where b.subject = $1 and b.keys is not null and b.id > $2 and exists (select from suspect as s where s.key is null)
        ) as k
        where k.digest in (select s.digest from suspect as s where s.key is null)
        $query$,
        v_table.key, v_table.at, ops._seal_forms(subject, 't'), v_table.source,
        case when v_then is not null then format('(%1$s >= $4 or %1$s is null)', v_table.at) else 'true' end
    ) using subject, case when v_then is null then 0 else after end, v_now, v_then;
end
$$;
comment on function ops._seal_suspects(text, bigint) is 'Their keys: whose digest no seal has, and seals that no row has. For a table without salts and with one form. ops._seal_differences says which of them differ, and how.';
revoke all on function ops._seal_suspects(text, bigint) from public;
