-- Batches that are not as they were written.
create or replace function ops._seal_chain(after bigint)
returns setof ops.seal_verdict
language sql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    select case when w.id <> w.last_id + 1 then 'cut' else 'altered' end,
        w.subject, null, w.id, w.rows,
        case
            when w.id <> w.last_id + 1 then format('batches %s to %s are missing', w.last_id + 1, w.id - 1)
            when not w.follows then format('batch %s does not follow the one before it', w.id)
            when not w.kept then format('the digests of batch %s are missing', w.id)
            else format('batch %s was altered', w.id)
        end
    from (
        select b.id, b.subject, b.rows,
            coalesce(lag(b.id) over n, 0) as last_id,
            b.previous = coalesce(lag(b.hash) over n, ops._seal_gone()) as follows,
            b.hash = ops._seal_hash((b.id, b.kind, b.subject, b.columns, b.types, b.rows, b.through, b.covers,
                -- the arrays are in the root
                null, null, null, null, b.root, b.previous, b.hash, b.sealed_at, b.actor, b.reason)::ops.seal_batch) as sound,
            b.kind = 'expired' or b.keys is not null or b.id <= coalesce((
                select max(e.covers) from ops.seal_batch as e where e.subject = b.subject and e.kind = 'expired'
            ), 0) as kept,
            b.keys is null or b.root = ops._seal_root(b.keys, b.times, b.digests) as whole
        from ops.seal_batch as b
        where b.id >= _seal_chain.after
        window n as (order by b.id)
    ) as w
    where w.id > _seal_chain.after and not (w.id = w.last_id + 1 and w.follows and w.kept and w.sound and w.whole)
    order by w.id
$$;
comment on function ops._seal_chain(bigint) is 'Numbers without gaps, each hash that of its batch and of the one before, each root that of its digests. After a batch: the rest.';
revoke all on function ops._seal_chain(bigint) from public;
