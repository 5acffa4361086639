-- The root of the tree over the digests of a batch, 64 children a node, bound to its keys and times.
create or replace function ops._seal_root(keys text[], times timestamptz[], digests bytea[])
returns bytea
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
as $$
declare
    v_level bytea[] := digests;
begin
    loop
        -- a row that is to be gone has no digest: its place is kept
        v_level := array(
            select sha256(decode('01', 'hex') || string_agg(coalesce(n.digest, ''::bytea), ''::bytea order by n.place))
            from unnest(v_level) with ordinality as n (digest, place)
            group by (n.place - 1) / 64
            order by (n.place - 1) / 64
        );
        exit when cardinality(v_level) < 2;
    end loop;
    return sha256(decode('02', 'hex') || coalesce(v_level[1], ''::bytea)
        || sha256(convert_to(coalesce(keys, '{}')::text, 'UTF8'))
        || sha256(convert_to(coalesce(times, '{}')::text, 'UTF8'))
        -- which of them are to be gone
        || sha256(convert_to(array(select d is null from unnest(digests) as d)::text, 'UTF8')));
end
$$;
comment on function ops._seal_root(text[], timestamptz[], bytea[]) is 'Node: sha256(0x01, children). Root: sha256(0x02, top node, sha256 of keys, of times, of which digests are null).';
revoke all on function ops._seal_root(text[], timestamptz[], bytea[]) from public;
