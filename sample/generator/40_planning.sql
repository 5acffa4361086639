-- Manufacturing orders that went through their states, and one finished forecast.
create function sample.fill_planning()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('mo');
    run constant sample.generation := (select g from sample.generation as g);
    actor constant uuid := (select p.user_id from sample.person as p where p.n = 2);
    states constant text[] := array['CONFIRMED', 'IN_PRODUCTION', 'READY_TO_SHIP', 'SHIPPED'];
    forecast uuid;
begin
    insert into public.manufacturing_orders (
        id, mo_number, supplier_id, quality, color, ordered_amount, order_date,
        expected_completion_date, is_customer_order, customer_name, created_by, created_at
    )
    select
        sample.id(salt, n), 'MO-' || sample.digits(n, 6),
        sample.id(sample.salt('supplier'), n % 25), sample.quality(n), sample.color(n),
        500 + n % 1500, (run.today - interval '1 day' * (20 + n % 60))::date,
        (run.today + interval '1 day' * (5 + n % 60))::date, n % 5 = 0,
        case when n % 5 = 0 then 'Customer ' || n % 900 end, actor,
        run.today - interval '1 day' * (20 + n % 60)
    from generate_series(1, greatest(10, run.lots / 100)) as n;

    -- State after state, for the trigger to write the history: order n reaches state n % 6.
    for state in 1..3 loop
        update public.manufacturing_orders as m
        set status = states[state], updated_by = actor
        from generate_series(1, greatest(10, run.lots / 100)) as n
        where m.id = sample.id(salt, n) and n % 6 >= state;
    end loop;

    -- Shipping announces the goods, in a statement of its own.
    insert into public.incoming_stock (
        id, quality, color, expected_meters, supplier_id, created_by, invoice_number,
        expected_arrival_date, created_at
    )
    select
        sample.id(salt || 'incoming', n), m.quality, m.color, m.ordered_amount, m.supplier_id,
        actor, 'INV-' || m.mo_number, (run.today + interval '20 days')::date,
        run.today - interval '2 days'
    from generate_series(1, greatest(10, run.lots / 100)) as n
    join public.manufacturing_orders as m
        on m.id = sample.id(salt, n)
    where n % 6 = 4;
    update public.manufacturing_orders as m
    set
        status = states[4], updated_by = actor,
        incoming_stock_id = sample.id(salt || 'incoming', n)
    from generate_series(1, greatest(10, run.lots / 100)) as n
    where m.id = sample.id(salt, n) and n % 6 = 4;

    update public.manufacturing_orders as m
    set status = 'CANCELLED', updated_by = actor
    from generate_series(1, greatest(10, run.lots / 100)) as n
    where m.id = sample.id(salt, n) and n % 6 = 5;
    perform sample.audit_shipments();

    insert into public.forecast_runs (
        status, total_combinations, processed_combinations, started_at, completed_at
    )
    values ('completed', 288, 288, run.today - interval '2 hours', run.today - interval '1 hour')
    returning id into forecast;
    insert into public.purchase_recommendations (
        forecast_run_id, quality_code, color_code, available_stock, incoming_stock,
        in_production_stock, total_stock_position, recommended_meters, created_at
    )
    select
        forecast, sample.quality(n / 12), sample.color(n), n * 10, n, n % 7, n * 10 + n + n % 7,
        100, run.today - interval '1 hour'
    from generate_series(0, 287) as n;
end
$$;

create function sample.audit_shipments()
returns void
language sql
volatile
as $$
    select sample.write_audit($rows$
        select
            'CREATE' as action, 'incoming_stock' as entity_type, i.id as entity_id,
            i.invoice_number as entity_identifier, 2 as person, null::jsonb as old_data,
            jsonb_build_object(
                'quality', i.quality, 'color', i.color, 'expected_meters', i.expected_meters
            ) as new_data,
            i.created_at
        from public.manufacturing_orders as m
        join public.incoming_stock as i
            on i.id = m.incoming_stock_id
    $rows$)
$$;
