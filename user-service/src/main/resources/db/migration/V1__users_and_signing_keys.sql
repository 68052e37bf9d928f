create table users (
    id            uuid primary key,
    email         text        not null unique,
    name          text        not null,
    role          text        not null check (role in ('CUSTOMER', 'OPERATOR')),
    status        text        not null check (status in ('ACTIVE', 'SUSPENDED')),
    password_hash text        not null,
    created_at    timestamptz not null
);

create table signing_keys (
    id          text primary key,
    private_jwk text        not null,
    created_at  timestamptz not null
);
