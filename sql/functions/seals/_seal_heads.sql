-- Whether the chain still contains an end that somebody remembers.
create or replace function ops._seal_heads(head text)
returns setof ops.seal_verdict
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_parts text[] := regexp_match(head, '^\s*ops-seal ([0-9]{1,18}) ([0-9a-f]{64})( |$)');
begin
    if head is not null and v_parts is null then
        perform ops._fail('OP005', 'that is no head of the seals', left(format('it reads %s', quote_literal(head)), 500), 'select ops.seal_head()');
    end if;
    return query
        select case when b.id is null then 'cut' else 'rewritten' end, null::text, null::text, h.id, null::bigint,
            case when b.id is null then format('%s ends at batch %s, the chain at %s: the rest was cut off', h.name, h.id,
                    coalesce((select max(l.id) from ops.seal_batch as l), 0))
                else format('batch %s is not the one that %s names', h.id, h.name) end
        from (
            (select format('the verification of %s', to_char(c.checked_at, 'YYYY-MM-DD')) as name, c.batch as id, c.hash
            from ops.seal_check as c
            order by c.batch desc, c.id desc
            limit 1)
            union all
            select 'the head given', v_parts[1]::bigint, decode(v_parts[2], 'hex')
            where v_parts is not null
        ) as h
        left join ops.seal_batch as b
            on b.id = h.id
        where b.hash is distinct from h.hash;
end
$$;
comment on function ops._seal_heads(text) is 'cut or rewritten, by the last verification on record and by a line of ops.seal_head() that was kept elsewhere. OP005 for another line.';
revoke all on function ops._seal_heads(text) from public;
