-- Records a lawful change to rows that are sealed: what they are now, or that they are gone.
create or replace function ops._seal_amend(kind text, subject text, keys text[], reason text default null)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
as $$
-- names and types come from the system catalog
-- @plpgsql_check_options: security_warnings = off
declare
    v_table record;
    v_batch ops.seal_batch;
begin
    if cardinality(keys) = 0 then
        return;
    end if;
    select s.* into v_table from ops._sealed_tables() as s where s.subject = _seal_amend.subject;
    v_batch.kind := kind;
    v_batch.subject := subject;
    v_batch.reason := reason;
    select c.columns, c.types into v_batch.columns, v_batch.types from ops._seal_columns(subject) as c;
    -- what the old digest was made of is not to be guessed from it
    update ops.seal_batch as b
    set salts = array(
        select case when u.key = any (_seal_amend.keys) then null else u.salt end
        from unnest(b.keys, b.salts) with ordinality as u (key, salt, place)
        order by u.place
    )
    where b.subject = _seal_amend.subject and b.keys && _seal_amend.keys and b.salts is not null;
    for i in 0..(cardinality(keys) - 1) / 4096 loop
        execute format(
            $query$
            select array_agg(n.key order by n.key), array_agg(n.at order by n.key),
                array_agg(coalesce(n.digest, $2) order by n.key), array_agg(n.salt order by n.key), count(*)
            from (
                select k.key, r.seal_at as at, r.seal_salt as salt, case when r.seal_key is not null then %1$s end as digest
                from unnest($1) as k (key)
                left join (
                    select t.*, %2$s as seal_key, %3$s as seal_at, %5$s as seal_salt
                    from %4$s
                    where %2$s = any ($1)
                    offset 0
                ) as r
                    on r.seal_key = k.key
            ) as n
            $query$,
            ops._seal_digest(subject, v_batch.columns, case when v_table.salted then 'r.seal_salt' end, 'r'), v_table.key, v_table.at, v_table.source,
            case when v_table.salted then 'uuid_send(gen_random_uuid())' else 'null::bytea' end
        ) into v_batch.keys, v_batch.times, v_batch.digests, v_batch.salts, v_batch.rows
        using keys[i * 4096 + 1:i * 4096 + 4096], ops._seal_gone();
        if not v_table.salted then
            v_batch.salts := null;
        end if;
        perform ops._append_seal(v_batch);
    end loop;
end
$$;
comment on function ops._seal_amend(text, text, text[], text) is 'Batches of that kind; nothing for no keys. The caller holds the seal lock, and has made the change.';
revoke all on function ops._seal_amend(text, text, text[], text) from public;
