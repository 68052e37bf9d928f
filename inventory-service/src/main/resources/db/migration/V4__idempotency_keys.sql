-- Keys of the last 24 hours, with the responses to their requests.
create table idempotency_keys (
    owner       uuid             not null,
    key         text collate "C" not null,
    fingerprint bytea            not null,
    status      int,
    response    text,
    created_at  timestamptz      not null,
    primary key (owner, key)
);

create index idempotency_keys_by_age on idempotency_keys (created_at);
