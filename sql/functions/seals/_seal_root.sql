-- The root of the tree over the digests of a batch, 256 children a node, bound to its keys and times.
create or replace function ops._seal_root(keys text[], times timestamptz[], digests bytea[])
returns bytea
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_nodes bytea[] := coalesce(digests, '{}');
    -- the binary form of an array: 20 bytes of header, then each child with its length
    v_level bytea := array_send(v_nodes);
begin
    loop
        v_nodes := array(
            select sha256(decode('01', 'hex') || substr(v_level, 21 + n * 256 * 36, 256 * 36))
            from generate_series(0, (cardinality(v_nodes) - 1) / 256) as n
            order by n
        );
        exit when cardinality(v_nodes) < 2;
        v_level := array_send(v_nodes);
    end loop;
    return sha256(decode('02', 'hex') || v_nodes[1] || sha256(convert_to(coalesce(keys, '{}')::text, 'UTF8'))
        || sha256(array_send(coalesce(times, '{}'))));
end
$$;
comment on function ops._seal_root(text[], timestamptz[], bytea[]) is 'Node: sha256(0x01, up to 256 children, each as 0x00000020 and its 32 bytes). Root: sha256(0x02, top node, sha256 of the keys'' array text, sha256 of array_send of the times).';
revoke all on function ops._seal_root(text[], timestamptz[], bytea[]) from public;
