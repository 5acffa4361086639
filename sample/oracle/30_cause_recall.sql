-- How many of the drifts with one cause the package names: those with two are nobody's to name.
create function sample.cause_recall()
returns table (
    rule text,
    drifts bigint,
    combined bigint,
    -- What left no trace: a line deleted while the counter's trigger was off.
    traceless bigint,
    single bigint,
    named bigint,
    wrong bigint,
    recall numeric
)
language sql
volatile
as $$
    select
        w.rule, w.drifts, w.combined, w.traceless, w.single, w.named, w.wrong,
        sample.share(w.named, w.single)
    from (
        select
            r.rule,
            count(*) as drifts,
            count(*) filter (where j.wanted = 'ambiguous') as combined,
            count(*) filter (where j.wanted = 'unknown') as traceless,
            count(*) filter (where j.wanted not in ('ambiguous', 'unknown')) as single,
            count(*) filter (
                where j.wanted not in ('ambiguous', 'unknown') and j.found = j.wanted
            ) as named,
            count(*) filter (where j.found <> j.wanted and not j.is_modest) as wrong
        from unnest(array['lot_reserved_meters', 'incoming_reserved_meters']) as r (rule)
        cross join lateral sample.judge(r.rule) as j
        where j.is_wanted
        group by r.rule
    ) as w
    order by w.rule
$$;
comment on function sample.cause_recall() is
    'single counts drifts by one mechanism that leaves a trace; recall is the share of them whose cause is named.';
