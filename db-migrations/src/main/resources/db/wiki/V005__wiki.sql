-- What wiki-pkb knows of its folders beyond what stands in them. Written by wiki-pkb alone. The
-- folders are the truth: all of this but the redirects can be made anew from them.

create schema wiki;

-- One row for each wiki that was ever looked at. `generation` is a digest of what croft.yml says of
-- it and of the program's version: with another one, every page may look another way.
create table wiki.site (
    host       text primary key check (length(host) between 1 and 253),
    generation text not null,
    looked_at  timestamptz not null
);

-- The files as they were when caches were last told what changed: a process that starts learns from
-- it what became another while nobody looked. `sha256` is of the octets of a page; other files are
-- known by size and time alone. Longer paths than this are not published.
create table wiki.file (
    host          text not null references wiki.site on delete cascade,
    path          text not null check (octet_length(path) between 1 and 1024),
    sha256        bytea check (octet_length(sha256) = 32),
    octets        bigint not null check (octets >= 0),
    modified_at   timestamptz not null,
    first_seen_at timestamptz not null,
    primary key (host, path)
);

-- Pages that bear another name now: whoever asks for `address`, which was that of the page in
-- `former`, is sent to the page in `path`. Where there is a page in `former` again, that one answers.
create table wiki.redirect (
    host    text not null references wiki.site on delete cascade,
    former  text not null check (octet_length(former) between 1 and 1024),
    address text not null check (address ~ '^/' and length(address) <= 8192),
    path    text not null check (octet_length(path) between 1 and 1024),
    at      timestamptz not null,
    primary key (host, former)
);

grant usage on schema wiki to wiki;
grant select, insert, update, delete on wiki.site, wiki.file, wiki.redirect to wiki;

set local role platform;
grant usage on schema platform to wiki;
grant select on platform.event to wiki;
grant execute on function
    platform.append_event(text, text, text[], jsonb),
    platform.journal_floor(),
    platform.journal_head(),
    platform.open_reader(text, boolean),
    platform.advance_reader(text, bigint)
    to wiki;
reset role;
