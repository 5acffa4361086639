-- A call of the runbook with the number of what is broken now.
create or replace function ops._fill_call(call text, incident bigint, subject text, key jsonb)
returns text
language plpgsql
stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
-- label, relation and key column come from ops.subject, which only the installer writes
-- @plpgsql_check_options: security_warnings = off
declare
    v_subject ops.subject;
    v_label text;
begin
    if incident is not null then
        call := replace(call, '<number>', incident::text);
    end if;
    if call !~ '''<[^>]*>''' or key is null then
        return call;
    end if;
    select s.* into v_subject from ops.subject as s where s.relation = _fill_call.subject;
    if v_subject.relation is not null and to_regclass(v_subject.relation) is not null then
        execute format('select (%s)::text from %s as t where t.%I::text = $1', v_subject.label, to_regclass(v_subject.relation),
            v_subject.key_column) into v_label using ops._key_value(key);
        if v_label is not null then
            call := replace(call, format('''<%s number>''', v_subject.noun), quote_literal(v_label));
        end if;
        call := replace(call, format('''<%s id>''', v_subject.noun), quote_literal(ops._key_value(key)));
    end if;
    return call;
end
$$;
comment on function ops._fill_call(text, bigint, text, jsonb) is '<number> becomes the incident, ''<lot number>'' and ''<lot id>'' the row of the finding, where its table has that noun; anything else stays for a person to fill.';
revoke all on function ops._fill_call(text, bigint, text, jsonb) from public;
