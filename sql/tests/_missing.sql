-- What a rule reads and does not find here; what is closed to a role stands in _unreadable.sql.
begin;
select plan(9);

select is(ops._missing('{"public.lots": ["id", "meters"]}'), null, 'nothing is absent');
select is(ops._missing('{"public.gone": ["id"]}'), 'table public.gone is absent', 'a table');
select is(ops._missing('{"public.gone": ["id"], "public.away": []}'), 'tables public.away, public.gone are absent', 'tables');
select is(ops._missing('{"public.lots": ["id", "nope", "none"]}'), 'columns public.lots.none, public.lots.nope are absent', 'columns');
select is(ops._missing('{"extension:nope": [], "public.gone": ["id"], "public.lots": ["nope"]}'),
    'column public.lots.nope is absent, extension nope is absent, table public.gone is absent', 'each kind by itself');
select is(ops._missing('{"nowhere.t": ["id"]}'), 'table nowhere.t is absent', 'a schema that is not there');
select is(ops._closed_schema('nowhere.t'), false, 'is not closed');

-- a message that is cut says so
select is(ops._cut(repeat('x', 99)), repeat('x', 99), 'what is short stays');
select is(ops._cut(repeat('x', 100)), repeat('x', 99) || '…', 'what a rule has cut ends in an ellipsis');

select * from finish();
rollback;
