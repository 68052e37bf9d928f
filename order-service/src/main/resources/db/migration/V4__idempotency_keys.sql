-- Keys of the last 24 hours: without a response while the order is pending.
create table idempotency_keys (
    owner       uuid             not null,
    key         text collate "C" not null,
    fingerprint bytea            not null,
    order_id    uuid             not null,
    status      int,
    response    text,
    created_at  timestamptz      not null,
    primary key (owner, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);
