-- Open inquiries, empty queues worked off, and shared orders.
create function sample.fill_inquiries()
returns void
language plpgsql
volatile
as $$
declare
    salt constant text := sample.salt('inquiry');
    run constant sample.generation := (select g from sample.generation as g);
    actor constant uuid := (select p.user_id from sample.person as p where p.n = 2);
begin
    insert into public.inquiries (
        id, inquiry_number, customer_name, expires_at, created_by, created_at
    )
    select
        sample.id(salt, n), 'INQ-' || sample.digits(n, 6), 'Customer ' || n % 900,
        run.today + interval '30 days', actor, run.today - interval '1 day' * (n % 10)
    from generate_series(1, greatest(10, run.lots / 200)) as n;
    insert into public.inquiry_lines (inquiry_id, lot_id, quality, color, requested_meters)
    select sample.id(salt, n), l.id, l.quality, l.color, 10
    from generate_series(1, greatest(10, run.lots / 200)) as n
    join public.lots as l
        on l.id = sample.id(sample.salt('lot'), 1 + n % run.lots);

    insert into public.order_shares (order_id, shared_with, shared_by, expires_at)
    select o.id, p.user_id, actor, run.today + interval '60 days'
    from (select o.id from public.orders as o order by o.id limit 20) as o
    join sample.person as p
        on p.n = 1;
    insert into public.email_report_configs (
        id, name, report_type, schedule_config, created_by, created_at, generation_count, last_generated_at
    )
    values (
        sample.id(salt || 'report', 1), 'Weekly stock', 'inventory', '{"frequency": "weekly"}', actor,
        run.today - interval '90 days', 13, run.today + interval '1 minute'
    );
    insert into public.report_executions (report_config_id, status, started_at, completed_at)
    select
        sample.id(salt || 'report', 1), 'completed', run.today - interval '7 days' * n,
        run.today - interval '7 days' * n + interval '1 minute'
    from generate_series(0, 12) as n;
    insert into public.database_export_logs (
        status, exported_by, table_count, started_at, completed_at
    )
    values (
        'completed', actor, 60, run.today - interval '1 day',
        run.today - interval '1 day' + interval '1 minute'
    );
end
$$;
