-- Events until all consumers have acknowledged them.
create table outbox (
    position    bigint generated always as identity,
    id          uuid        not null,
    order_id    uuid        not null,
    type        text        not null check (type in ('OrderConfirmed', 'OrderCancelled')),
    occurred_at timestamptz not null,
    written_at  timestamptz not null default now(),
    traceparent text,
    -- Of the stream's entry, once it is published.
    message_id  text,
    -- Whether its message has become a dead letter of a consumer.
    is_dead     boolean     not null default false
) with (
    -- Each row is soon updated and deleted: vacuum by number, because a share of an almost empty table is nothing.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0,
    autovacuum_analyze_threshold = 2000
);

-- What the consumers have to know of earlier orders.
insert into outbox (id, order_id, type, occurred_at)
select gen_random_uuid(), id, case status when 'CONFIRMED' then 'OrderConfirmed' else 'OrderCancelled' end, updated_at
from orders
where status = 'CONFIRMED' or status in ('CANCELLED', 'REJECTED') and stock_held
order by id;

alter table outbox add primary key (position);
create index outbox_unpublished on outbox (position) where message_id is null;
create index outbox_of_order on outbox (order_id, position);
create index outbox_published on outbox (position) where message_id is not null and not is_dead;
create index outbox_dead on outbox (position) where is_dead;

-- Set by replicas of the version before only, whose cancellations during a rolling update get their events by a sweep.
update orders set stock_held = false where stock_held and status in ('REJECTED', 'CANCELLED');
alter table orders alter column stock_held set default false;
