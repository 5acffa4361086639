-- Whether the bucket of the photos can be used, and only by those who may.
create or replace function ops.photo_bucket(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select h.* from ops._unreadable_hits('storage.buckets') as h;
    if found then
        return;
    end if;
    return query
        select 'storage.buckets',
            jsonb_build_object('id', 'stock-take-photos'),
            'bucket stock-take-photos ' || f.fault,
            null::text,
            null::jsonb,
            to_jsonb(f.fault),
            null::numeric,
            '{}'::jsonb,
            f.fix
        from (
            select 'does not exist: every upload fails' as fault, 'create it in the dashboard, private' as fix
            where not exists (select from storage.buckets as b where b.id = 'stock-take-photos')
            union all
            select 'is public: anybody with an address sees the photos', 'make it private in the dashboard'
            from storage.buckets as b
            where b.id = 'stock-take-photos' and b.public
            union all
            select 'has no policy: nobody who is signed in can upload or look',
                'create policies on storage.objects for it'
            from pg_class as c
            where c.oid = to_regclass('storage.objects')
                and c.relrowsecurity
                and not exists (select from pg_policy as p where p.polrelid = c.oid)
        ) as f
        where (keys is null or 'stock-take-photos' = any (keys));
end
$$;
comment on function ops.photo_bucket(text[]) is
    'Runbook 5, step 2: it exists, is private, and row security on storage.objects has policies at all. What each '
    'policy allows is not judged.';
revoke all on function ops.photo_bucket(text[]) from public;
select ops._define_rule(
    name => 'photo_bucket',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'The bucket of the photos exists, is private and has policies',
    why => 'No photo can be stored, or every photo can be seen by everybody.',
    repair_class => 'report',
    reads => '{"storage.buckets": ["id", "public"], "storage.objects": ["bucket_id"]}'
);
