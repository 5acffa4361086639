-- Proposed edits of a field whose state cannot be, or that were approved and never made.
create or replace function ops.field_edit_state(keys text[] default null)
returns setof ops.hit
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        with edit as materialized (
            select q.*, row_number() over (
                    partition by q.table_name, q.record_id, q.field_name order by q.approved_at desc nulls last, q.id) as turn
            from public.field_edit_queue as q
        ),
        -- only the last word on a field can still be compared with it
        made as materialized (
            select e.* from edit as e where e.status in ('approved') and e.turn = 1 and e.old_value is distinct from e.new_value
        ),
        live as (
            select t.table_name, i.key, i.image
            from (select m.table_name, array_agg(m.record_id::text) as keys from made as m group by m.table_name) as t
            cross join lateral ops._row_images('public.' || quote_ident(t.table_name), t.keys) as i
        )
        select 'public.field_edit_queue',
            jsonb_build_object('id', w.id),
            left(format('edit of %s.%s: %s', w.table_name, w.field_name, w.what), 100),
            null::text,
            null::jsonb,
            to_jsonb(w.status),
            null::numeric,
            jsonb_strip_nulls(jsonb_build_object('record_id', w.record_id, 'old_value', w.old_value, 'new_value', w.new_value)),
            null::text
        from (
            select e.*, case
                when e.status not in ('pending', 'approved', 'rejected') then 'unknown state ' || e.status
                when e.status in ('pending') and num_nonnulls(e.approved_by, e.approved_at) > 0 then 'waits, and was decided'
                when e.status not in ('pending') and num_nulls(e.approved_by, e.approved_at) > 0
                    then e.status || ', but by nobody or at no time'
                when e.approved_at < e.created_at then 'decided before it was proposed'
                when l.image ->> m.field_name = m.old_value
                    then format('approved, but it still is %s and not %s', m.old_value, m.new_value)
            end as what
            from edit as e
            left join made as m
                on m.id = e.id
            left join live as l
                on l.table_name = m.table_name and l.key = m.record_id::text
        ) as w
        where w.what is not null
            and (keys is null or w.id = any (keys::uuid[]));
end
$$;
comment on function ops.field_edit_state(text[]) is 'status, approved_by and approved_at agree; and what was approved last for a field is not still what it was before. A field that has a third value by now is not judged.';
revoke all on function ops.field_edit_state(text[]) from public;
select ops._define_rule(
    name => 'field_edit_state',
    area => 'integrity',
    severity => 'P3',
    example => 'Minor issues',
    title => 'A proposed edit waits until somebody decides, and is made when it is approved',
    why => 'The approval page writes the decision and not always the field: people believe a label was corrected.',
    repair_class => 'report',
    reads => '{"public.field_edit_queue": ["id", "table_name", "record_id", "field_name", "old_value", "new_value", "status",
        "approved_by", "approved_at", "created_at"]}'
);
