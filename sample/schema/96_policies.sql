-- Row level security on every table: who may read, insert, update and delete.

-- Letters: p everybody, a any signed-in user, 4 any of the four roles, w warehouse and above,
-- c accounting and above, s senior manager or admin, m admin, o own rows (s sees all), - nobody.
do $$
declare
    rule record;
    command record;
begin
    for rule in
        select
            c.oid::regclass as relation,
            c.relname as name,
            coalesce(w.letters, 'aamm') as letters
        from pg_catalog.pg_class as c
        left join (
            values
            ('api_keys', 'mmmm'), ('api_request_logs', 'mp--'), ('audit_logs', 'omm-'),
            ('catalog_items', 'accm'), ('count_rolls', 'a44m'), ('count_sessions', 'a44m'),
            ('database_export_logs', 'mm--'), ('email_log', 'mpm-'), ('email_settings', 'smmm'),
            ('email_templates', 'smmm'), ('field_edit_queue', 'p4sm'),
            ('forecast_accuracy', 'pppp'), ('goods_in_receipts', 'p4mm'),
            ('goods_in_rows', 'p4mm'), ('incoming_stock', 'cccm'), ('inquiries', 'cccm'),
            ('inquiry_lines', 'cccm'), ('integration_contract_violations', 'm---'),
            ('integration_inbox', 'm---'), ('integration_outbox', 'm---'),
            ('inventory_transactions', 'a4--'), ('login_attempts', 'm---'),
            ('lot_queue', 'p4sm'), ('lots', 'awcm'), ('manufacturing_orders', 'cccm'),
            ('mo_status_history', 'cc--'), ('ocr_jobs', 'a4p-'), ('order_lots', 'accm'),
            ('order_queue', 'p4sm'), ('orders', 'accm'), ('po_drafts', 'cccc'),
            ('profiles', 'aoom'), ('reservation_lines', 'pccc'), ('reservations', 'cccm'),
            ('role_permissions', 'ammm'), ('rolls', 'pwcm'), ('suppliers', 'accm'),
            ('user_active_org_preferences', 'o---'), ('user_invitations', 'mmmm'),
            ('user_org_grants_mirror', 'o---'), ('user_org_grants_sync_state', 'm---'),
            ('user_roles', 'ommm'), ('webhook_dead_letters', 'm---'),
            ('webhook_deliveries', 'm---'), ('webhook_subscriptions', 'mmmm')
        ) as w (name, letters)
            on w.name = c.relname
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        order by c.relname
    loop
        execute format('alter table %s enable row level security', rule.relation);
        for command in
            select
                v.verb,
                v.clause,
                case substr(rule.letters, v.place, 1)
                    when 'p' then 'true'
                    when 'a' then 'auth.uid() is not null'
                    when 'o' then 'user_id = auth.uid() or ' || r.senior
                    when '4' then 'public.get_user_role(auth.uid()) is not null'
                    when 's' then r.senior
                    when 'm' then $x$public.has_role(auth.uid(), 'admin')$x$
                    when 'w' then
                        $x$public.has_role(auth.uid(), 'warehouse_staff') or $x$ || r.senior
                    when 'c' then $x$public.has_role(auth.uid(), 'accounting') or $x$ || r.senior
                end as condition,
                case
                    when substr(rule.letters, v.place, 1) = 'p' then 'public'
                    else 'authenticated'
                end as grantee
            from (
                values
                (1, 'select', 'using (%s)'), (2, 'insert', 'with check (%s)'),
                (3, 'update', 'using (%s)'), (4, 'delete', 'using (%s)')
            ) as v (place, verb, clause)
            cross join (
                values (
                    $x$public.has_role(auth.uid(), 'admin')$x$
                    || $x$ or public.has_role(auth.uid(), 'senior_manager')$x$
                )
            ) as r (senior)
            where substr(rule.letters, v.place, 1) <> '-'
        loop
            execute format(
                'create policy %I on %s for %s to %s ' || command.clause,
                rule.name || '_' || command.verb, rule.relation, command.verb,
                command.grantee, command.condition
            );
        end loop;
    end loop;
end
$$;

alter table public.integration_inbox force row level security;
alter table public.user_org_grants_mirror force row level security;
alter table public.user_active_org_preferences force row level security;
