-- What a repair of one rule would change: the one place where violations become changes.
-- Plan, replan under locks and the last look before writing all read it.
create or replace function ops._rule_proposals(rule text, choice text, keys text[], max_rows integer)
returns table (
    about text, cause text, message text, size numeric, detail jsonb, place bigint,
    subject text, key jsonb, action text, before jsonb, after jsonb, note text, chosen text
)
language plpgsql
stable parallel unsafe
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set datestyle = 'ISO, MDY'
set intervalstyle = 'postgres'
set extra_float_digits = 1
set bytea_output = 'hex'
set lc_monetary = 'C'
as $$
declare
    v_hits ops.hit[];
begin
    v_hits := array(
        select h::ops.hit
        from ops._rule_hits(rule, keys) as h
        where h.subject is not null
        order by h.size desc nulls last, h.key::text
        limit max_rows
    );
    return query
        with hit as (
            select ops._key_value(w.key) as about, w.cause, w.message, w.size, w.detail, w.subject, w.key,
                w::ops.hit as whole, coalesce(_rule_proposals.choice, d.choice) as chosen
            from unnest(v_hits) as w
            left join ops.decision as d
                on d.rule = _rule_proposals.rule and d.cause = w.cause
        ),
        proposed as (
            select p.*
            from (select h.chosen, array_agg(h.whole) as hits from hit as h group by h.chosen) as c
            cross join lateral ops._hit_proposals(rule, c.chosen, c.hits) with ordinality
                as p (about, subject, key, action, before, after, note, place)
        ),
        -- what follows from a sum or a latest time that is none is for a person
        boundless as materialized (
            select distinct p.about
            from proposed as p
            left join hit as h
                on h.about = ops._key_value(p.about)
            where p.after::text ~* '"[-+]?(nan|inf(inity)?)"' and ops._is_boundless(coalesce(p.subject, h.subject), p.after)
        )
        select h.about, h.cause, ops._plain(left(coalesce(split_part(p.note, E'\n', 1), h.message), 100)), h.size, coalesce(h.detail, '{}'), p.place,
            coalesce(p.subject, h.subject), coalesce(p.key, h.key), p.action,
            coalesce(p.before, i.image), p.after, nullif(substr(p.note, length(split_part(p.note, E'\n', 1)) + 2), ''), h.chosen
        from hit as h
        left join proposed as p
            on ops._key_value(p.about) = h.about and p.about not in (select b.about from boundless as b)
        left join lateral ops._row_images(
                case when p.action = 'delete' and p.before is null then p.subject end, array[ops._key_value(p.key)]
            ) as i
            on true
        -- a row to remove that is gone already needs no change
        where p.action is distinct from 'delete' or coalesce(p.before, i.image) is not null;
end
$$;
comment on function ops._rule_proposals(text, text, text[], integer) is 'One row a change, worst violation first within max_rows (null: all); action null where a person must decide or nothing safe is known. choice null takes what was decided for the cause. The first line of a proposal''s note is the message, what follows is shown beside it.';
revoke all on function ops._rule_proposals(text, text, text[], integer) from public;
