-- Drops from the catalogue what this release no longer ships. The installer's last call.
create or replace function ops._finish_install(package_version text)
returns void
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
begin
    -- every file has just been applied in this transaction, so an older row has no file any more
    delete from ops.rule as r where r.installed_at < now();
    delete from ops.subject as s where s.installed_at < now();
    delete from ops.personal_data as p where p.installed_at < now();
    delete from ops.collateral as c where c.installed_at < now();
    delete from ops.guarded as g where g.installed_at < now();
    execute format(
        'comment on schema ops is %L',
        format('lotastro-ops %s: checks, plans, reversible repairs and their journal. Begin with: select * from ops.check_all()', package_version)
    );
end
$$;
comment on function ops._finish_install(text) is 'Removes rules, subjects, collaterals and guarded columns that were not registered in the current transaction, and writes the release into the schema''s comment.';
revoke all on function ops._finish_install(text) from public;
