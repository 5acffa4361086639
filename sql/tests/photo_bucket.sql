-- The bucket of the photos.
begin;
select plan(6);

select is_empty($$select * from ops.check_rule('photo_bucket')$$, 'there, private, with a policy: nothing');
insert into storage.buckets (id, name, public) values ('avatars', 'avatars', true);
select is_empty($$select * from ops.check_rule('photo_bucket')$$, 'another bucket may be public');
update storage.buckets set public = true where id = 'stock-take-photos';
drop policy "counters keep their photos" on storage.objects;
create table elsewhere (id integer);
create policy other on elsewhere for select using (true);
select results_eq(
    $$select severity, message, key, size from ops.check_rule('photo_bucket') order by message$$,
    $$values ('P2', 'bucket stock-take-photos has no policy: nobody who is signed in can upload or look', '{"id": "stock-take-photos"}'::jsonb, null::numeric),
        ('P2', 'bucket stock-take-photos is public: anybody with an address sees the photos', '{"id": "stock-take-photos"}', null)$$, 'public, or without any policy'
);
alter table storage.objects disable row level security;
delete from storage.objects where bucket_id = 'stock-take-photos';
delete from storage.buckets where id = 'stock-take-photos';
select results_eq($$select message from ops.check_rule('photo_bucket')$$,
    $$values ('bucket stock-take-photos does not exist: every upload fails')$$, 'absent; without row security no policy is needed');
select is((select count(*) from ops.photo_bucket('{stock-take-photos}')), 1::bigint, 'by key');
select is_empty($$select * from ops.photo_bucket('{avatars}')$$, 'and not by another');

select * from finish();
rollback;
