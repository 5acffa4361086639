-- Whether reservations are well again: the runbook's resolution check, line by line.
create or replace function ops.verify_reservations(as_user uuid default null)
returns setof ops.verification
language plpgsql
volatile parallel unsafe
set search_path = pg_catalog, pg_temp
as $$
declare
    v_checked record;
    v_trial record;
    v_wrong text;
begin
    select count(*) filter (where v.status in ('violation', 'more') and v.severity <= 'P1') as severe,
        count(*) filter (where v.status in ('violation', 'more') and v.severity > 'P1') as mild,
        count(*) filter (where v.status = 'unknown') as unknown
    into v_checked
    from ops.check_reservations(max_rows => 1) as v;
    return query select 'Run integrity check again',
        case when v_checked.severe > 0 then 'failed' when v_checked.unknown > 0 then 'unknown' else 'passed' end,
        format('rules that speak: %s at P0 or P1, %s below; %s could not run', v_checked.severe, v_checked.mild, v_checked.unknown),
        to_jsonb(v_checked), case when v_checked.severe + v_checked.unknown > 0 then 'select * from ops.check_reservations()' end;

    select t.* into v_trial from ops.trial_lot(as_user) as t;
    if v_trial.missing is not null then
        return query select 'Test new reservation creation', 'unknown', v_trial.missing, null::jsonb,
            'in the application reserve 1 m, then cancel it';
        return;
    end if;
    if v_trial.lot is null or v_trial.acting_user is null then
        return query select 'Test new reservation creation', 'manual',
            case when v_trial.lot is null then 'no lot in stock has a metre to spare' else 'no active user may reserve' end, null::jsonb,
            'in the application reserve 1 m, then cancel it';
    else
        v_wrong := case
            when to_regrole('authenticated') is null then 'there is no role authenticated'
            when not pg_has_role('authenticated', 'member') then format('%I cannot act as authenticated', session_user)
        end;
        return query select 'Test new reservation creation', case when v_wrong is not null then 'unknown' when w.wrong is null then 'passed' else 'failed' end,
            coalesce(v_wrong, w.wrong, format('a user reserved 1 m of lot %s and cancelled it; rolled back', v_trial.number)),
            jsonb_build_object('lot', v_trial.number, 'acted_as', v_trial.acting_user),
            case when v_wrong is not null and to_regrole('authenticated') is not null then format('grant authenticated to %I', session_user)
                when w.wrong is not null then format('select * from ops.explain_lot(%L)', v_trial.number) end
        from (select case when v_wrong is null then ops.trial_reservation(v_trial.lot, v_trial.acting_user, 'authenticated') end as wrong) as w;
        return query select 'Test new reservation creation, as owner', case when w.wrong is null then 'passed' else 'failed' end,
            coalesce(w.wrong, format('1 m of lot %s was reserved and cancelled; rolled back', v_trial.number)),
            jsonb_build_object('lot', v_trial.number), case when w.wrong is not null then format('select * from ops.explain_lot(%L)', v_trial.number) end
        from (select ops.trial_reservation_as_owner(v_trial.lot, v_trial.acting_user) as wrong) as w;
    end if;
    return query select v.* from ops.inventory_agreement() as v;
end
$$;
comment on function ops.verify_reservations(uuid) is 'Runbook 6, Resolution Verification: the rules again; a trial reservation as a signed-in user (as_user, else any who may) and as the owner, always rolled back; the application''s own summaries against rolls and lines.';
revoke all on function ops.verify_reservations(uuid) from public;
grant execute on function ops.verify_reservations(uuid) to ops_operator;
