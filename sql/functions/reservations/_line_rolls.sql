-- The rolls that lines of active and converted reservations name, token by token.
create or replace function ops._line_rolls(lines uuid[] default null)
returns table (
    line uuid, reservation_id uuid, status text, lot_id uuid, metres numeric, created_at timestamptz, token text, roll uuid
)
language plpgsql
stable parallel safe
rows 100000
set search_path = pg_catalog, pg_temp
as $$
begin
    return query
        select l.id, l.reservation_id, r.status::text, l.lot_id, l.reserved_meters, l.created_at, t.token,
            ops._uuid(t.token)
        from public.reservation_lines as l
        join public.reservations as r
            on r.id = l.reservation_id
        -- of an array the planner expects ten rows, of string_to_table a thousand
        cross join lateral (select btrim(w.token) as token from unnest(string_to_array(l.roll_ids, ',')) as w (token)) as t
        where l.roll_ids <> '' and t.token <> ''
            and r.status in ('active', 'converted')
            and (lines is null or l.id = any (lines));
end
$$;
comment on function ops._line_rolls(uuid[]) is 'One row a token of roll_ids, blanks left out; roll is null where the token is no uuid.';
revoke all on function ops._line_rolls(uuid[]) from public;
