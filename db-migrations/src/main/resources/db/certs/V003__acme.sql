-- What cert-manager needs to get certificates from public authorities, and to know that they are
-- served. Private keys are sealed; the context of each is `certs.` + table + `:` + id.

-- Accounts at authorities, by the URL of their directory. The key is stored before the authority is
-- asked, so `url` is null until it has answered. `sealed_next_key` (context `certs.account.next:` +
-- id) is there while a new key takes the old one's place.
create table certs.account (
    id              uuid primary key,
    directory       text not null,
    url             text,
    sealed_key      bytea not null,
    sealed_next_key bytea,
    created_at      timestamptz not null,
    retired_at      timestamptz
);
create unique index account_in_use on certs.account (directory) where retired_at is null;

-- When a set of names was last rehearsed at its authority's twin.
alter table certs.certificate add column rehearsed_at timestamptz;

-- Tries and their troubles, for each certificate and variant. `lease` is drawn anew by whoever begins
-- to work on it, and every step names its own: a replica that has lost its connection, and so its
-- lock, stores nothing more. `terms` is a digest of what was declared at the last try: what will not
-- be tried again by itself is once it changes. `asked_at`: somebody wants it renewed now.
create table certs.effort (
    id              uuid primary key default gen_random_uuid(),
    certificate     uuid not null references certs.certificate on delete cascade,
    variant         text not null check (variant in ('main', 'rsa')),
    lease           bigint not null default 0,
    attempts        integer not null default 0,
    failed_at       timestamptz,
    next_attempt_at timestamptz,
    kind            text,
    trouble         text,
    remedy          text,
    terms           text,
    alarm           text,
    asked_at        timestamptz,
    unique (certificate, variant)
);

-- `variant` tells an RSA certificate from the main one beside it. `directory` is that of the
-- authority, null for the local one. `ari_*` is its renewal information (RFC 9773): the window, the
-- moment in it that was chosen once, and when to ask again.
alter table certs.version
    add column variant         text not null default 'main' check (variant in ('main', 'rsa')),
    add column directory       text,
    add column method          text,
    add column profile         text,
    add column ari_start       timestamptz,
    add column ari_end         timestamptz,
    add column ari_choice      timestamptz,
    add column ari_explanation text,
    add column ari_next_check  timestamptz,
    add column served_at       timestamptz,
    add column revoked_at      timestamptz;
-- Serials are spelled without leading zeros, as the edge has always spelled them.
update certs.version set serial = ltrim(serial, '0');
drop index certs.version_newest;
create index version_newest on certs.version (certificate, variant, number desc);

-- One order and what leads to it and follows from it, until its certificate is a version. The state
-- says what is stored already; whoever finds an open one goes on from there. At most one is open for
-- a certificate and variant.
--   begun       nothing was asked of the authority, or its answer was lost
--   ordered     order_url is there
--   proven      every name is proved
--   finalizing  sealed_key is there, so a chain that comes can be used
create table certs.issuance (
    id          uuid primary key,
    certificate uuid not null references certs.certificate on delete cascade,
    variant     text not null check (variant in ('main', 'rsa')),
    account     uuid not null references certs.account,
    directory   text not null,
    rehearsal   boolean not null,
    profile     text,
    replaces    uuid references certs.version on delete set null,
    order_url   text,
    sealed_key  bytea,
    state       text not null
        check (state in ('begun', 'ordered', 'proven', 'finalizing', 'done', 'failed')),
    look_at     timestamptz not null,
    began_at    timestamptz not null,
    ended_at    timestamptz,
    trouble     text
);
create unique index issuance_open on certs.issuance (certificate, variant) where ended_at is null;

-- What every edge answers an authority with. http-01: `token` and the key authorization;
-- tls-alpn-01: a certificate (PEM) and its key.
create table certs.challenge_answer (
    id                uuid primary key,
    issuance          uuid not null references certs.issuance on delete cascade,
    kind              text not null check (kind in ('http-01', 'tls-alpn-01')),
    name              text not null,
    token             text,
    key_authorization text,
    certificate_pem   text,
    sealed_key        bytea,
    expires_at        timestamptz not null,
    check ((kind = 'http-01') = (token is not null and key_authorization is not null)),
    check ((kind = 'tls-alpn-01') = (certificate_pem is not null and sealed_key is not null))
);

create view certs.challenge as
    select id, kind, name, token, key_authorization, certificate_pem, sealed_key
    from certs.challenge_answer
    where expires_at > now();

-- Records in DNS zones that cert-manager wrote, or was about to write: stored before the provider is
-- asked, deleted once exactly that value is gone. The issuance may go first.
create table certs.dns_change (
    id       uuid primary key,
    issuance uuid,
    provider text not null,
    owner    text not null,
    value    text not null,
    zone     text,
    record   text,
    state    text not null check (state in ('intended', 'written', 'leaving')),
    at       timestamptz not null
);

-- Our copy of the authorities' rate limits: token buckets.
create table certs.bucket (
    id            uuid primary key default gen_random_uuid(),
    directory     text not null,
    kind          text not null,
    subject       text not null,
    tokens        double precision not null,
    at            timestamptz not null,
    blocked_until timestamptz,
    unique (directory, kind, subject)
);

-- Which serial each edge presents for a name, as seen in a handshake with itself. Written by the
-- edges, every minute and after each change.
create table certs.serving (
    edge    text not null check (length(edge) between 1 and 100),
    name    text not null check (length(name) between 1 and 253),
    variant text not null check (variant in ('main', 'rsa')),
    serial  text not null check (serial ~ '^[0-9a-f]+$'),
    seen_at timestamptz not null,
    primary key (edge, name, variant)
);

create or replace view certs.current as
    select c.id as certificate, c.names, v.id as version, v.serial, v.chain_pem, v.sealed_key,
           v.not_before, v.not_after, v.variant
    from certs.certificate c
    cross join lateral (
        select distinct on (variant) * from certs.version where certificate = c.id
        order by variant, number desc) v
    where c.withdrawn_at is null;

grant select, insert, update, delete
    on certs.account, certs.effort, certs.issuance, certs.challenge_answer, certs.dns_change, certs.bucket to certs;
grant select, delete on certs.serving to certs;
grant select on certs.challenge to certs, edge;
grant select, insert, update, delete on certs.serving to edge;
