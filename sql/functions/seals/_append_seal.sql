-- Puts a batch at the end of the chain.
create or replace function ops._append_seal(batch ops.seal_batch)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_batch ops.seal_batch := batch;
    v_last ops.seal_batch;
begin
    -- under the seal lock: nobody else appends
    select b.id, b.hash into v_last.id, v_last.hash from ops.seal_batch as b order by b.id desc limit 1;
    v_batch.id := coalesce(v_last.id, 0) + 1;
    v_batch.previous := coalesce(v_last.hash, ops._seal_gone());
    v_batch.root := ops._seal_root(v_batch.keys, v_batch.times, v_batch.digests);
    v_batch.sealed_at := ops.now();
    v_batch.actor := ops.actor();
    v_batch.hash := ops._seal_hash(v_batch);
    insert into ops.seal_batch select v_batch.*;
end
$$;
comment on function ops._append_seal(ops.seal_batch) is 'Number, root, hash before, time, actor and own hash are filled in. The caller holds the seal lock.';
revoke all on function ops._append_seal(ops.seal_batch) from public;
