-- Rolls and jobs whose photo is not in the bucket.
create or replace function ops.missing_roll_photos(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query select h.* from ops._unreadable_hits('storage.objects') as h;
    if found then
        return;
    end if;
    return query
        select p.subject,
            jsonb_build_object('id', p.id),
            left(format('%s %s: its photo is not in the bucket: %s', p.noun, p.label, p.path), 100),
            null::text,
            null::jsonb,
            to_jsonb(p.path),
            null::numeric,
            '{}'::jsonb,
            null::text
        from (
            select 'public.count_rolls' as subject, 'roll' as noun, r.id,
                s.session_number || ' no. ' || r.capture_sequence as label,
                regexp_replace(r.photo_path, '^/?(stock-take-photos/)?', '') as path
            from public.count_rolls as r
            join public.count_sessions as s
                on s.id = r.session_id
            where r.photo_path <> ''
            union all
            select 'public.ocr_jobs', 'job', j.id, j.id::text, regexp_replace(j.image_path, '^/?(stock-take-photos/)?',
                '')
            from public.ocr_jobs as j
            where j.roll_id is null
        ) as p
        left join storage.objects as o
            on o.bucket_id = 'stock-take-photos' and o.name = p.path
        where o.name is null
            and (keys is null or p.id = any (keys::uuid[]));
end
$$;
comment on function ops.missing_roll_photos(text[]) is
    'Runbook 5, step 2: the upload failed or the object was deleted. Jobs that belong to a roll are looked at through '
    'the roll.';
revoke all on function ops.missing_roll_photos(text[]) from public;
select ops._define_rule(
    name => 'missing_roll_photos',
    area => 'ocr',
    severity => 'P2',
    example => 'OCR failures',
    title => 'Every photo that a count refers to is in the bucket',
    why => 'Nothing can be read, and nobody can look at the label again.',
    repair_class => 'report',
    reads => '{"public.count_rolls": ["id", "session_id", "capture_sequence", "photo_path"],
        "public.count_sessions": ["id", "session_number"],
        "public.ocr_jobs": ["id", "roll_id", "image_path"],
        "storage.objects": ["bucket_id", "name"]}'
);
