-- How the rows that this area speaks of by their own number are called, and told apart.
select ops._define_subject('public.catalog_items', 'article', 't.code');
select ops._define_subject('public.purchase_recommendations', 'recommendation', $$t.quality_code || ' ' || t.color_code$$);
select ops._define_subject('public.user_active_org_preferences', 'choice', 't.user_id::text', 'user_id');
select ops._define_subject('public.user_org_grants_sync_state', 'synchronisation', 't.user_id::text', 'user_id');
select ops._define_subject('public.qualities', 'quality', 't.code', 'code');
