-- Drops the links; those that the log still knows are found again.
drop table ops.order_link;
