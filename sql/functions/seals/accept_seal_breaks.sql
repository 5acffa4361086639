-- A person takes responsibility for what is not as sealed: from then on it is held to what it is now.
create or replace function ops.accept_seal_breaks(reason text, subject text default null, keys text[] default null)
returns bigint
language plpgsql
volatile parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_rows record;
    v_count bigint := 0;
begin
    perform ops._require_reason(reason, 'select ops.accept_seal_breaks(''restored from the backup of yesterday'')');
    perform ops._require_read_committed();
    if keys is not null and subject is null then
        perform ops._fail('OP005', 'keys need a table', 'a key alone is not a row', 'select subject, key, message from ops.verify_seals()');
    end if;
    perform ops._lock_seals(wait => true);
    for v_rows in
        select v.subject, array_agg(v.key order by v.key) as keys
        from ops.verify_seals(max_rows => null) as v
        where v.what in ('edited', 'removed', 'slipped in')
            and (accept_seal_breaks.subject is null or v.subject = accept_seal_breaks.subject)
            and (accept_seal_breaks.keys is null or v.key = any (accept_seal_breaks.keys))
        group by v.subject
        order by v.subject
    loop
        perform ops._seal_amend('accepted', v_rows.subject, v_rows.keys, reason);
        v_count := v_count + cardinality(v_rows.keys);
    end loop;
    return v_count;
end
$$;
comment on function ops.accept_seal_breaks(text, text, text[]) is 'How many rows. The chain keeps that, by whom and why for ever. Only the package''s owner; a broken chain cannot be accepted. OP009 without a reason.';
revoke all on function ops.accept_seal_breaks(text, text, text[]) from public;
