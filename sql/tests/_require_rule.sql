-- A mistyped rule gets the names most like it, and never a list of all.
begin;
select plan(7);

create function pg_temp.said(call text) returns text language plpgsql as $$
declare
    v_detail text;
    v_hint text;
begin
    execute call;
    return 'nothing';
exception when others then
    get stacked diagnostics v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    return concat_ws(' | ', sqlerrm, v_detail, v_hint);
end
$$;

select matches(pg_temp.said($$select ops._require_rule('lot_reserved_metres')$$),
    '^no rule is named ''lot_reserved_metres'' \| rules like it: lot_reserved_meters, \w+, \w+, \w+, \w+ \| select rule, area, state from ops\.coverage\(\)$',
    'the one that was meant comes first, of five');
select matches(pg_temp.said($$select ops._require_rule('LotStatus', 'integrity')$$),
    'rules like it: \w*status.* \| select rule, area, state from ops\.coverage\(''integrity''\)$', 'case does not matter, the area does');
select matches(pg_temp.said($$select ops._require_rule('qqq')$$), '\| none of \d+ rules has a name like it \|', 'nothing like it');
select matches(pg_temp.said($$select ops._require_rule('x', 'ocr')$$), '\| none of \d+ rules of area ocr has a name like it \|', 'too short');
select matches(pg_temp.said($$select ops._require_rule('lot_meters' || repeat('x', 100000))$$), 'rules like it: lot_meters, ',
    'of a long text only the beginning counts');
select matches(pg_temp.said($$select ops._require_rule(null)$$), '^no rule is named null \| none of ', 'null');
select is(pg_temp.said($$select ops._require_rule('lot_reserved_meters')$$), 'nothing', 'a rule that there is');

select * from finish();
rollback;
