-- Each key of the API against its own limit: one row a key, closest to its limit first.
create or replace view ops.api_key_use as
select l.id, l.name, l.service, l.key_prefix, l.is_active, l.expires_at, l.allowed, l.used, l.used_percent, l.peak, l.peak_percent,
    l.peak_at, l.calls, l.last_at, l.refused
from ops.api_key_load() as l;
comment on view ops.api_key_use is 'How much of its limit each key uses now, and used in the busiest minute of the last 24 hours.';
comment on column ops.api_key_use.id is 'Key''s id; what set_api_rate_limit and revoke_api_key take, as they take prefix or name.';
comment on column ops.api_key_use.name is 'Name.';
comment on column ops.api_key_use.service is 'Whose it is.';
comment on column ops.api_key_use.key_prefix is 'Beginning of the secret.';
comment on column ops.api_key_use.is_active is 'Whether it is accepted.';
comment on column ops.api_key_use.expires_at is 'Its end; null: none.';
comment on column ops.api_key_use.allowed is 'Calls a minute; null: no limit.';
comment on column ops.api_key_use.used is 'Calls within the last 60 seconds.';
comment on column ops.api_key_use.used_percent is 'Of allowed, in percent; null without a limit.';
comment on column ops.api_key_use.peak is 'Calls in the busiest 60 seconds of 24 hours.';
comment on column ops.api_key_use.peak_percent is 'Of allowed, in percent.';
comment on column ops.api_key_use.peak_at is 'End of those 60 seconds.';
comment on column ops.api_key_use.calls is 'Accepted calls of 24 hours.';
comment on column ops.api_key_use.last_at is 'Last accepted call.';
comment on column ops.api_key_use.refused is 'Always unknown: refused calls get 401 and are logged nowhere.';
revoke all on ops.api_key_use from public;
grant select on ops.api_key_use to ops_reader;
