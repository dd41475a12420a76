-- Certificates and their sealed keys. Written by cert-manager alone; the edge sees the view
-- `certs.current`.

create schema certs;

-- Authorities that sign here. `sealed_key` is sealed with the context `certs.authority:` + id.
create table certs.authority (
    id              uuid primary key,
    kind            text not null unique check (kind = 'local'),
    certificate_pem text not null,
    sealed_key      bytea not null,
    not_before      timestamptz not null,
    not_after       timestamptz not null
);

-- One row for each set of names that was ever wanted. `name_set` is the SHA-256, in hex, of the
-- sorted names joined by spaces; `names` keeps them in the declared order, the site's host first.
create table certs.certificate (
    id           uuid primary key,
    name_set     text not null unique check (name_set ~ '^[0-9a-f]{64}$'),
    names        text[] not null check (cardinality(names) between 1 and 1000),
    withdrawn_at timestamptz
);

-- What was issued for a certificate; the highest number is the newest. `sealed_key` is PKCS#8,
-- sealed with the context `certs.version:` + id.
create table certs.version (
    id          uuid primary key,
    number      bigint generated always as identity,
    certificate uuid not null references certs.certificate on delete cascade,
    serial      text not null check (serial ~ '^[0-9a-f]+$'),
    issuer      text not null,
    chain_pem   text not null,
    sealed_key  bytea not null,
    not_before  timestamptz not null,
    not_after   timestamptz not null,
    stored_at   timestamptz not null
);
create index version_newest on certs.version (certificate, number desc);

create view certs.current as
    select c.id as certificate, c.names, v.id as version, v.serial, v.chain_pem, v.sealed_key,
           v.not_before, v.not_after
    from certs.certificate c
    cross join lateral (
        select * from certs.version where certificate = c.id order by number desc limit 1) v
    where c.withdrawn_at is null;

grant usage on schema certs to certs, edge;
grant select, insert, update, delete on certs.authority, certs.certificate, certs.version to certs;
grant select on certs.current to certs, edge;
