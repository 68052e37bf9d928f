create table orders (
    id         uuid primary key,
    user_id    uuid           not null,
    type       text           not null check (type in ('STANDARD', 'EXPRESS', 'PICKUP')),
    status     text           not null check (status in ('PENDING', 'CONFIRMED', 'REJECTED', 'CANCELLED')),
    reason     text,
    total      numeric(19, 2) not null,
    currency   text           not null,
    trace_id   text           not null,
    stock_held boolean        not null,
    created_at timestamptz    not null,
    updated_at timestamptz    not null
);

create index orders_of_user on orders (user_id, id desc);
create index orders_pending on orders (created_at) where status = 'PENDING';
create index orders_to_release on orders (id) where stock_held and status in ('REJECTED', 'CANCELLED');

create table order_lines (
    order_id   uuid   not null references orders,
    position   int    not null,
    product_id text   not null,
    quantity   bigint not null check (quantity > 0),
    unit_price numeric(12, 2),
    primary key (order_id, position)
);
