-- Bloat of each relation by its last measure while that holds, else by statistics, else the reason for neither.
create or replace function ops._bloat_rows(min_bytes bigint, only_oid oid default null)
returns setof ops.relation_bloat
language sql
stable parallel restricted
set search_path = pg_catalog, pg_temp
as $$
    with relation as materialized (
        select r.*, m.withheld, m.measured_at, m.reclaimable_bytes, m.standard_error, m.method, v.reason as void
        from ops._bloat_relations(min_bytes, only_oid) as r
        left join ops.bloat_measure as m
            on m.relation_oid = r.relation_oid
        cross join lateral (select ops._bloat_void(m, r.table_oid, r.bytes) as reason) as v
    ),
    estimate as materialized (
        select e.*
        from ops._bloat_estimate(array(
            select r.relation_oid
            from relation as r
            where r.kind in ('heap', 'btree') and not r.locked and (r.method is null or r.void is not null)
        )) as e
    ),
    known as (
        select r.*,
            case when r.method is not null and r.void is null then 'measure' when e.needed is not null
                then 'estimate' end as source,
            round(r.bytes - e.needed * 8192)::bigint as estimated,
            e.gathered_at,
            coalesce(
                case when r.locked then 'it was locked by another session' end,
                r.withheld,
                concat_ws('; ', r.void, e.withheld),
                'not measured yet'
            ) as reason
        from relation as r
        left join estimate as e
            on e.relation_oid = r.relation_oid
    )
    select k.relation_oid::regclass::text,
        k.kind,
        k.table_oid::regclass::text,
        k.bytes,
        f.reclaimable,
        round(100 * f.reclaimable::numeric / nullif(k.bytes, 0), 1),
        case when k.source = 'measure' then k.standard_error end,
        case k.source when 'measure' then k.method when 'estimate' then 'statistics' end,
        case
            when k.source = 'estimate' then 'low'
            when k.source = 'measure' and k.standard_error <= 1 then 'high'
            when k.source = 'measure' then 'medium'
        end,
        case k.source when 'measure' then k.measured_at when 'estimate' then k.gathered_at end,
        case when k.source is null then coalesce(nullif(k.reason, ''), case
            when k.kind in ('heap', 'toast', 'btree') then 'not measured yet' else format('no method for %s', k.kind)
        end) end,
        k.relation_oid
    from known as k
    cross join lateral (
        select case k.source when 'measure' then k.reclaimable_bytes when 'estimate' then k.estimated end as reclaimable
    ) as f
$$;
comment on function ops._bloat_rows(bigint, oid) is 'Relations of at least min_bytes, in no order.';
revoke all on function ops._bloat_rows(bigint, oid) from public;
