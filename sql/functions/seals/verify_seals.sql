-- Whether the audit log and the journal are as they were sealed.
create or replace function ops.verify_seals(complete boolean default true, head text default null, max_rows integer default 1000)
returns setof ops.seal_verdict
language plpgsql
stable parallel unsafe
security definer
set search_path = pg_catalog, pg_temp
set row_security = off
as $$
declare
    v_last ops.seal_check;
    v_after bigint := 0;
    v_subject text;
begin
    perform ops._require_max_rows(max_rows);
    if complete is null then
        perform ops._fail('OP005', 'complete cannot be null', 'true verifies from the first seal on, false from the last verified one',
            'select * from ops.verify_seals()');
    end if;
    if not complete then
        -- a verification that found something is no ground to build on
        select c.* into v_last from ops.seal_check as c where c.broken = 0 and c.unknown = 0 order by c.batch desc, c.id desc limit 1;
        if exists (select from ops.seal_batch as b where b.id = v_last.batch and b.hash = v_last.hash) then
            v_after := v_last.batch;
        end if;
    end if;
    return query select h.* from ops._seal_heads(head) as h;
    return query select c.* from ops._seal_chain(v_after) as c;
    for v_subject in
        select s.subject from ops._sealed_tables() as s
        where exists (select from ops.seal_batch as b where b.subject = s.subject)
        order by s.subject
    loop
        return query select v.* from ops._verify_sealed_table(v_subject, v_after, max_rows) as v;
    end loop;
end
$$;
comment on function ops.verify_seals(boolean, text, integer) is 'What is not as sealed, at most max_rows a table, and a line verified a table. complete => false: from the last clean verification on record. head: a line of ops.seal_head() kept elsewhere. Only reads; ops.record_seal_check() keeps the result.';
revoke all on function ops.verify_seals(boolean, text, integer) from public;
grant execute on function ops.verify_seals(boolean, text, integer) to ops_reader;
