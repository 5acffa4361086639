-- Every hit is worded again before the worst are chosen.
alter table ops.rule drop column sizes;
