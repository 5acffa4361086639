-- Things of which the log's last word is not what is so, with the row of the log to look at.
create or replace function ops._audit_presence(entries uuid[] default null)
returns table (entry uuid, cause text, place text)
language plpgsql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with spoken as materialized (
            select a.id, a.entity_type::text as kind, a.entity_id, a.action::text as action, a.created_at,
                e.place, e.elsewhere,
                a.is_reversed is distinct from true as counts,
                -- a reversal that no row names may have broken off before it did anything
                o.id is null
                    and coalesce(a.notes ~ '^(Reversed creation|Restored deleted record|Reverted update)[.]', false)
                    as loose
            from ops._audit_entities(entries) as e
            join public.audit_logs as a
                on a.entity_type::text = e.entity_type and a.entity_id = e.entity_id
            left join public.audit_logs as o
                on o.reversal_audit_id = a.id
            -- what stands and was never deleted is right, whatever else the log says: nearly everything
            where e.place is null
                or (e.entity_type, e.entity_id) in (
                    select d.entity_type::text, d.entity_id from public.audit_logs as d where d.action::text = 'DELETE'
                )
        ),
        word as (
            select s.kind, s.entity_id, min(s.place) as place, min(s.elsewhere) as elsewhere,
                count(*) filter (where s.action in ('CREATE', 'DELETE')) as effects,
                array_agg(s.id order by s.created_at desc, s.id desc) filter (where s.counts) as rows,
                array_agg(s.id order by s.created_at desc, s.id desc)
                    filter (where s.counts and s.action in ('CREATE', 'DELETE')) as effective,
                array_agg(s.action order by s.created_at desc, s.id desc)
                    filter (where s.counts and s.action in ('CREATE', 'DELETE')) as said,
                array_agg(s.action order by s.created_at desc, s.id desc)
                    filter (where s.counts and s.action in ('CREATE', 'DELETE') and not s.loose) as said_without,
                array_agg(s.created_at order by s.created_at desc, s.id desc)
                    filter (where s.counts and s.action in ('CREATE', 'DELETE')) as times,
                bool_or(s.created_at is null) as undated
            from spoken as s
            group by s.kind, s.entity_id
        ),
        wrong as (
            select w.*, case when w.effects = 0 then w.rows[1] else w.effective[1] end as last
            from word as w
            where w.elsewhere is null and not w.undated
                -- both in one transaction: nobody knows which was last
                and not coalesce(w.times[1] = w.times[2] and w.said[1] <> w.said[2], false)
                and case
                    when w.effects = 0 then w.place is null
                    else (w.said[1] = 'CREATE') <> (w.place is not null)
                        and coalesce((w.said_without[1] = 'CREATE') <> (w.place is not null), true)
                end
        )
        select distinct on (w.kind, w.entity_id) coalesce(o.id, w.last),
            case
                when o.id is not null then 'failed_reversal' when w.place is null then 'unlogged_delete'
                else 'failed_delete'
            end,
            w.place
        from wrong as w
        left join public.audit_logs as o
            on o.reversal_audit_id = w.last
        where w.last is not null
            -- what we removed ourselves is in our journal, until it is taken back
            and not exists (
                select
                from ops._audit_places() as p
                join ops.change as c
                    on c.subject = p.relation and c.key = jsonb_build_object(p.key_column, w.entity_id)
                where p.entity_type = w.kind and c.action = 'delete'
                    and not exists (select from ops.change as u where u.undoes = c.id)
            )
        order by w.kind, w.entity_id, o.id;
end
$$;
comment on function ops._audit_presence(uuid[]) is 'One row a thing: failed_reversal (it stands although that action is marked reversed), failed_delete, or unlogged_delete.';
revoke all on function ops._audit_presence(uuid[]) from public;
