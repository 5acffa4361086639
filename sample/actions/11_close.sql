-- Cancels or releases a reservation as the dialogs do: only a cancellation removes the lines.
create function sample.close_reservation(
    reservation uuid,
    outcome public.reservation_status
)
returns void
language plpgsql
volatile
as $$
declare
    actor constant uuid := sample.act_as(2);
    closed public.reservations;
begin
    update public.reservations
    set
        status = outcome,
        canceled_at = now(),
        canceled_by = actor,
        cancel_reason = case when outcome = 'canceled' then 'customer_canceled' end
            ::public.cancel_reason_type
    where id = reservation
    returning * into closed;

    perform public.log_audit_action(
        'STATUS_CHANGE', 'lot', closed.id, closed.reservation_number, '{"status": "active"}',
        jsonb_build_object('status', outcome)
    );
end
$$;
comment on function sample.close_reservation(uuid, public.reservation_status) is
    'outcome: canceled or released.';

-- Nothing in the application does this on a release or a fulfilment; a careful operator does.
create function sample.remove_lines(reservation uuid)
returns void
language sql
volatile
as $$
    delete from public.reservation_lines where reservation_id = reservation
$$;
