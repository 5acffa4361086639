-- Drops the catalogue of edge functions and the record of calls.
delete from ops.setting where name in ('functions_url', 'invoke_time_limit');
drop type ops.app_schedule, ops.invocation_report;
drop table ops.invocation, ops.edge_function_setting, ops.edge_function;
