-- Orders, as events report them. Of one whose cancellation comes first, nothing else is known.
create table purchases (
    order_id   uuid primary key,
    user_id    uuid,
    total      numeric(19, 2),
    currency   text,
    ordered_at timestamptz,
    cancelled  boolean not null,
    check (cancelled or num_nulls(user_id, total, currency, ordered_at) = 0)
);

-- Serves the summary of a user without the table.
create index purchases_of_user on purchases (user_id) include (total, ordered_at) where not cancelled;
