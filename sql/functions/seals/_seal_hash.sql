-- The hash of a batch, which chains it to the one before.
create or replace function ops._seal_hash(batch ops.seal_batch)
returns bytea
language sql
stable parallel safe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
as $$
    select sha256(decode('03', 'hex') || convert_to(array[
        'ops.seal/1', batch.id::text, batch.kind, batch.subject, batch.columns::text, batch.types::text, batch.rows::text, batch.through::text,
        batch.covers::text, encode(batch.root, 'hex'), encode(batch.previous, 'hex'), batch.sealed_at::text, batch.actor, batch.reason
    ]::text, 'UTF8'))
$$;
comment on function ops._seal_hash(ops.seal_batch) is 'sha256(0x03, UTF-8 of the array text of what the batch says, its root and the hash before).';
revoke all on function ops._seal_hash(ops.seal_batch) from public;
