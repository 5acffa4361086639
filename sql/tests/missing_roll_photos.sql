-- Rolls and jobs whose photo is not in the bucket.
begin;
select plan(4);

select set_config('test.s', sample.a_count_session('T')::text, true);
create function pg_temp.roll(place integer, photo boolean) returns uuid language sql as $$
    select sample.a_count_roll(current_setting('test.s')::uuid, place, 'completed', 0.9, 'high', photo => photo)
$$;
select pg_temp.roll(1, true), pg_temp.roll(2, true), pg_temp.roll(3, false), pg_temp.roll(4, false), sample.an_ocr_job(pg_temp.roll(5, true), 'completed');
update count_rolls set photo_path = 'stock-take-photos/' || photo_path where capture_sequence = 2;
update count_rolls set photo_path = null where capture_sequence = 3;
update count_rolls set photo_path = '' where capture_sequence = 4;
update ocr_jobs set image_path = 'elsewhere.jpg';
select is_empty($$select * from ops.check_rule('missing_roll_photos')$$,
    'there, there under the bucket''s name, without a photo, or a job that has a roll: nothing');
insert into storage.buckets (id, name) values ('other', 'other');
select set_config('test.r', pg_temp.roll(11, false)::text, true);
update count_rolls set photo_path = 'lost.jpg' where capture_sequence = 11;
insert into storage.objects (bucket_id, name) values ('other', 'lost.jpg');
insert into ocr_jobs (id, image_path, status) values ('00000000-0000-4000-8000-00000000000a', 'gone.jpg', 'completed');
select results_eq(
    $$select severity, subject, regexp_replace(message, 'T-[0-9a-f]+', 'T'), observed #>> '{}', size from ops.check_rule('missing_roll_photos') order by subject$$,
    $$values ('P2', 'public.count_rolls', 'roll T no. 11: its photo is not in the bucket: lost.jpg', 'lost.jpg', null::numeric),
        ('P2', 'public.ocr_jobs', 'job 00000000-0000-4000-8000-00000000000a: its photo is not in the bucket: gone.jpg', 'gone.jpg', null)$$,
    'a photo in another bucket does not count; a job of its own does'
);
select results_eq($$select h.subject from ops.missing_roll_photos(array[current_setting('test.r')]) as h$$, $$values ('public.count_rolls')$$, 'by key');
alter table storage.objects rename to things;
select results_eq($$select status, message from ops.check_rule('missing_roll_photos')$$, $$values ('skipped', 'skipped: table storage.objects is absent')$$,
    'without storage it is skipped, and says so');

select * from finish();
rollback;
