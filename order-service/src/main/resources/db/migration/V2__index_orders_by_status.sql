-- Lists by status, newest first; serves the sweep for pending orders too.
create index orders_by_status on orders (status, id desc);
drop index orders_pending;
