-- Records which rows the application's retention has removed, and lets go of digests that nobody needs any more.
create or replace function ops._seal_expire(subject text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_batch ops.seal_batch;
    v_recorded timestamptz;
    v_covered bigint;
begin
    v_batch.kind := 'expired';
    v_batch.subject := subject;
    v_batch.through := ops._seal_expired(subject);
    select coalesce(max(b.through), '-infinity'), coalesce(max(b.covers), 0) into v_recorded, v_covered
    from ops.seal_batch as b
    where b.subject = _seal_expire.subject and b.kind = 'expired';
    if v_batch.through is null or v_batch.through <= v_recorded or not exists (
        -- nothing that is sealed is as old as that
        select from ops.seal_batch as b where b.subject = _seal_expire.subject and b.kind = 'rows' and b.times[1] < v_batch.through
    ) then
        return;
    end if;
    select count(*) into v_batch.rows
    from ops._seal_differences(subject) as d
    where d.what = 'removed' and d.at < v_batch.through and d.at >= v_recorded;
    if v_batch.rows = 0 then
        return;
    end if;
    -- whole batches from the oldest on; a row without a time does not expire
    select coalesce(max(b.id), v_covered) into v_batch.covers
    from ops.seal_batch as b
    where b.subject = _seal_expire.subject and b.kind = 'rows' and b.id > v_covered
        and b.id < coalesce((
            select min(k.id) from ops.seal_batch as k
            where k.subject = b.subject and k.kind = 'rows' and k.id > v_covered
                and (array_position(k.times, null) is not null or k.times[cardinality(k.times)] >= v_batch.through
                    or exists (select from ops._seal_present(k.subject, k.keys)))
        ), 'infinity'::float8);
    v_batch.columns := '{}';
    v_batch.types := '{}';
    perform ops._append_seal(v_batch);
    update ops.seal_batch as b
    set keys = null, times = null, digests = null, salts = null
    where b.subject = _seal_expire.subject and b.kind = 'rows' and b.keys is not null and b.id <= v_batch.covers;
end
$$;
comment on function ops._seal_expire(text) is 'One batch of kind expired with the count, where any have gone since the last one.';
revoke all on function ops._seal_expire(text) from public;
