-- Suppliers, qualities with colours and aliases, and the catalogue.
create function sample.quality(n bigint)
returns text
language sql
immutable parallel safe
as $$
    select 'V' || 701 + (n % 24)
$$;

create function sample.color(n bigint)
returns text
language sql
immutable parallel safe
as $$
    select (array[
        'BLACK', 'NAVY', 'WHITE', 'SAND', 'OLIVE', 'RUST', 'ROSE', 'PLUM', 'TEAL', 'SKY', 'ASH',
        'GOLD'
    ])[1 + n % 12]
$$;

create function sample.fill_catalog()
returns void
language plpgsql
volatile
as $$
declare
    run constant sample.generation := (select g from sample.generation as g);
begin
    insert into public.suppliers (id, name, contact_email, created_at)
    select
        sample.id(sample.salt('supplier'), n),
        'Supplier ' || n,
        'sales@supplier' || n || '.example',
        run.today - interval '1000 days'
    from generate_series(0, 24) as n;

    insert into public.qualities (code, aliases)
    select sample.quality(n), array[sample.quality(n) || ' ' || 'EXTRA']
    from generate_series(0, 23) as n;

    insert into public.quality_aliases (quality_code, alias)
    select q.code, q.aliases[1] from public.qualities as q order by q.code;

    insert into public.quality_colors (quality_code, color_label)
    select sample.quality(q), sample.color(c)
    from generate_series(0, 23) as q
    cross join generate_series(0, 11) as c;

    insert into public.catalog_items (id, code, quality, color, status, suppliers, created_at)
    select
        sample.id(sample.salt('catalog_item'), n),
        sample.quality(n / 12) || '-' || sample.color(n),
        sample.quality(n / 12),
        sample.color(n),
        'active',
        'Supplier ' || n % 25,
        run.today - interval '1000 days'
    from generate_series(0, 287) as n;

    insert into public.catalog_item_suppliers (catalog_item_id, supplier_id)
    select sample.id(sample.salt('catalog_item'), n), sample.id(sample.salt('supplier'), n % 25)
    from generate_series(0, 287) as n;
end
$$;
comment on function sample.fill_catalog() is 'Item n is of quality n / 12 and colour n % 12.';

-- The trigger says today for every row entered, but the history was not entered today.
create function sample.date_catalog()
returns void
language sql
volatile
as $$
    update public.catalog_items as c
    set last_inbound_date = d.latest
    from (
        select g.catalog_item_id, max(g.created_at)::date as latest
        from (
            select l.catalog_item_id, l.created_at from public.lots as l
            union all
            select i.catalog_item_id, i.created_at from public.incoming_stock as i
        ) as g
        where g.catalog_item_id is not null
        group by g.catalog_item_id
    ) as d
    where d.catalog_item_id = c.id
$$;
