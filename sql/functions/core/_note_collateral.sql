-- Journals what the application's own triggers did to other rows while a batch was written.
create or replace function ops._note_collateral(run bigint, aside jsonb, written integer[])
returns void
language sql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
    insert into ops.change
        (run, "position", rule, cause, message, subject, key, action, before, after, changed_at, caused_by)
    select c.run, c."position", c.rule, c.cause, 'changed by the application''s own trigger', a.relation,
        jsonb_build_object(coalesce((select s.key_column from ops.subject as s where s.relation = a.relation), 'id'), a.key),
        case when n.image is null then 'delete' else 'update' end,
        case when n.image is null then a.image else ops._image_difference(a.image, n.image) end,
        case when n.image is not null then ops._image_difference(n.image, a.image) end,
        ops.now(), c.id
    from jsonb_to_recordset(aside) as a (positions integer[], relation text, key text, image jsonb)
    join ops.change as c
        on c.run = _note_collateral.run and c.caused_by is null
        and c."position" = (select min(p) from unnest(a.positions) as p where p = any (written))
    left join lateral ops._row_images(a.relation, array[a.key]) as n
        on true
    where n.image is distinct from a.image
$$;
comment on function ops._note_collateral(bigint, jsonb, integer[]) is 'Changes with caused_by set: the difference between the images taken before and the rows now.';
revoke all on function ops._note_collateral(bigint, jsonb, integer[]) from public;
