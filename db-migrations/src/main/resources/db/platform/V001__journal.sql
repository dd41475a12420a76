-- The journal: what one service records in its own transaction and others read on from.
--
-- Everything here belongs to the role `platform`, which nobody can log in as. Services read the
-- table `event` and call the functions; the functions run as `platform`.

create schema platform authorization platform;
set local role platform;

create table platform.event (
    id         bigint generated always as identity primary key,
    at         timestamptz not null default clock_timestamp(),
    kind       text not null check (kind ~ '^[a-z]+(\.[a-z]+)+$' and length(kind) <= 64),
    subject    text not null check (length(subject) between 1 and 300),
    keys       text[] not null check (cardinality(keys) <= 1000),
    attributes jsonb not null
);
create index event_at on platform.event (at);

-- One row: up to which event the journal was pruned. A reader whose position is below it has missed
-- events.
create table platform.journal (
    only_row boolean primary key default true check (only_row),
    floor    bigint not null
);
insert into platform.journal (floor) values (0);

-- Where each reader is. Readers belong to the role that opened them; no role can move another's.
create table platform.reader (
    role     name not null,
    name     text not null check (name ~ '^[a-z0-9][a-z0-9.-]{0,63}$'),
    position bigint not null,
    moved_at timestamptz not null,
    primary key (role, name)
);

-- Readers ask for "what comes after my position", so an event must never appear below an id that
-- somebody has read already. Ids are drawn when a row is inserted but rows are seen when their
-- transaction commits, and two transactions may do these in opposite order: one draws 7, another
-- draws 8 and commits, a reader goes on to 8, then 7 appears and is skipped for ever.
--
-- So an appender takes one lock before it draws the id and keeps it until its transaction has
-- ended. PostgreSQL makes a transaction's rows visible before it releases its locks; whoever gets
-- the lock next draws a higher id and is seen later. Ids are therefore seen in order. They may have
-- gaps (a rollback leaves one), and gaps never fill.
--
-- The price: transactions that append run one after another from the append to their commit. So
-- append last, and commit at once.
--
-- The lock's key, (8421, 1), is in the table of advisory locks in docs/contracts/database.md.
create function platform.append_event(kind text, subject text, keys text[], attributes jsonb)
    returns bigint
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    new_id bigint;
begin
    -- The bounds of croft.platform.journal.Event: what it could not hold, no reader could read.
    if exists (select from unnest($3) key where key is null or length(key) not between 1 and 253) then
        raise exception 'keys: one is empty or too long (expected: 1 to 253 characters)'
            using errcode = 'invalid_parameter_value';
    end if;
    if jsonb_typeof($4) <> 'object'
        or exists (select from jsonb_each($4) where jsonb_typeof(value) <> 'string')
        or (select count(*) > 20 or sum(length(key) + length(value)) > 4000 from jsonb_each_text($4))
    then
        raise exception 'attributes: % (expected: at most 20 texts, 4000 characters together)',
            left($4::text, 100) using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(8421, 1);
    insert into platform.event (kind, subject, keys, attributes)
    values ($1, $2, $3, $4)
    returning id into new_id;
    perform pg_notify('platform_event', '');
    return new_id;
end
$$;

create function platform.journal_floor() returns bigint
    language sql stable
    security definer
    set search_path = pg_catalog, pg_temp
as $$ select floor from platform.journal $$;

create function platform.journal_head() returns bigint
    language sql stable
    security definer
    set search_path = pg_catalog, pg_temp
as $$ select greatest((select max(id) from platform.event), (select floor from platform.journal)) $$;

-- Makes the reader known and returns its position. A new reader stands before the oldest event that
-- is kept; with `at_head` every reader is moved behind the newest.
create function platform.open_reader(name text, at_head boolean) returns bigint
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
    insert into platform.reader as r (role, name, position, moved_at)
    values (
        session_user,
        $1,
        case when $2 then platform.journal_head() else platform.journal_floor() end,
        clock_timestamp())
    on conflict (role, name) do update
        set position = case when $2 then excluded.position else r.position end,
            moved_at = case when $2 then excluded.moved_at else r.moved_at end
    returning r.position
$$;

create function platform.advance_reader(name text, "position" bigint) returns void
    language sql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
    update platform.reader r set position = $2, moved_at = clock_timestamp()
    where r.role = session_user and r.name = $1
$$;

-- Deletes the events that are older than `keep`, up to the first that is not, and moves the floor.
-- Returns how many. Positions of readers that nobody has moved for a year go too.
create function platform.prune_events(keep interval) returns bigint
    language plpgsql
    security definer
    set search_path = pg_catalog, pg_temp
as $$
declare
    new_floor bigint;
    pruned    bigint;
begin
    select coalesce(
        (select min(id) - 1 from platform.event where at >= clock_timestamp() - keep),
        (select max(id) from platform.event))
    into new_floor;
    delete from platform.event where id <= new_floor;
    get diagnostics pruned = row_count;
    if pruned > 0 then
        update platform.journal set floor = greatest(floor, new_floor);
    end if;
    delete from platform.reader where moved_at < clock_timestamp() - interval '1 year';
    return pruned;
end
$$;

revoke execute on all functions in schema platform from public;
grant usage on schema platform to edge, certs, site;
grant select on platform.event to edge, certs, site;
grant execute on function
    platform.append_event(text, text, text[], jsonb),
    platform.journal_floor(),
    platform.journal_head(),
    platform.open_reader(text, boolean),
    platform.advance_reader(text, bigint)
    to edge, certs, site;
-- Retention is cert-manager's: one service prunes, so that one setting says how long.
grant execute on function platform.prune_events(interval) to certs;

reset role;
