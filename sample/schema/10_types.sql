-- The enum types of the application, with its spellings.
create type public.user_role as enum (
    'warehouse_staff', 'accounting', 'admin', 'senior_manager'
);
create type public.stock_status as enum ('in_stock', 'partially_fulfilled', 'out_of_stock');
create type public.transaction_type as enum (
    'INCOMING_RECEIPT', 'ORDER_FULFILLMENT', 'STOCK_ADJUSTMENT', 'MANUAL_CORRECTION',
    'RESERVATION_ALLOCATION', 'RESERVATION_RELEASE', 'TRANSFER_OUT', 'TRANSFER_IN'
);
create type public.reservation_status as enum ('active', 'released', 'converted', 'canceled');
create type public.cancel_reason_type as enum (
    'no_payment', 'customer_canceled', 'incorrect_entry', 'other'
);
create type public.convert_reason_type as enum ('payment_confirmation', 'manager_confirmation');
create type public.order_line_type as enum ('sample', 'standard');
create type public.audit_action_type as enum (
    'CREATE', 'UPDATE', 'DELETE', 'STATUS_CHANGE', 'FULFILL', 'APPROVE', 'REJECT'
);
create type public.audit_entity_type as enum (
    'lot', 'roll', 'order', 'order_lot', 'supplier', 'lot_queue', 'order_queue',
    'field_edit_queue', 'profile', 'role_permission', 'incoming_stock', 'forecast_settings',
    'catalog_item'
);
create type public.count_session_status as enum (
    'draft', 'active', 'counting_complete', 'reviewing', 'reconciled', 'closed', 'cancelled'
);
create type public.stock_take_roll_status as enum (
    'pending_review', 'approved', 'rejected', 'recount_requested', 'void_pending_admin'
);
create type public.ocr_confidence_level as enum ('high', 'medium', 'low');
create type public.inbox_status as enum (
    'pending', 'processing', 'processed', 'failed', 'rejected', 'skipped'
);
