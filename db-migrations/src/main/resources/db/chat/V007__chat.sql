-- What was heard in chats, what it became elsewhere, and what is still to be sent. Written by
-- chat-bridge alone.

create schema chat;

-- One row. `bridge` is this installation's name among the bridges that a message came through. Who
-- begins to lead draws the next `term`; nothing is handed out to those who drew an earlier one.
create table chat.self (
    only_row boolean primary key default true check (only_row),
    bridge   uuid not null default gen_random_uuid(),
    term     bigint not null default 0
);
insert into chat.self default values;

-- One row for each conversation that was ever linked. `cursor` is how far it was read, in its
-- network's own terms.
create table chat.conversation (
    id      integer generated always as identity primary key,
    chat    text not null check (length(chat) between 1 and 64),
    channel text not null check (length(channel) between 1 and 200),
    cursor  text,
    read_at timestamptz,
    unique (chat, channel)
);

-- The end of each lane, the queue of one conversation. Whoever adds to it locks the row until the
-- transaction has ended: deliveries are seen in the order of their numbers. Those who add to several
-- lanes lock them in the order of their ids.
create table chat.lane (
    conversation integer primary key references chat.conversation,
    next_seq     bigint not null default 1
) with (fillfactor = 20);

-- The head of each lane, of whoever sends: apart, so that those who add do not wait for them.
-- `late_*` is what came late since somebody was told of it.
create table chat.lane_head (
    conversation  integer primary key references chat.conversation,
    blocked_until timestamptz,
    sent          bigint not null default 0,
    resent        bigint not null default 0,
    sent_at       timestamptz,
    late_from     timestamptz,
    late_to       timestamptz,
    late          integer not null default 0
) with (fillfactor = 20);

-- What was heard, by whatever way and however often: each once.
create table chat.inbox (
    conversation integer not null references chat.conversation,
    key          text not null check (length(key) <= 1000),
    heard_at     timestamptz not null,
    primary key (conversation, key)
);
create index inbox_age on chat.inbox (heard_at);

-- Messages: of people, with where they said it and the id that it has there, or of this bridge
-- itself, with a key. Rows stay for ever; what they say is in `chat.text`, and goes. `root` is the
-- first message of the thread, `version` the newest.
create table chat.message (
    id             bigint generated always as identity primary key,
    conversation   integer references chat.conversation,
    ext_id         text check (length(ext_id) <= 500),
    notice         text check (length(notice) <= 300),
    root           bigint references chat.message,
    author_id      text,
    author_name    text,
    author_picture text,
    said_at        timestamptz not null,
    heard_at       timestamptz not null,
    edited_at      timestamptz,
    deleted_at     timestamptz,
    via            text[] not null,
    quiet          boolean not null,
    version        integer not null default 1,
    check ((notice is null) = (conversation is not null and ext_id is not null and author_id is not null
        and author_name is not null))
) with (fillfactor = 90);
create unique index message_origin on chat.message (conversation, ext_id) where notice is null;
create index message_deleted on chat.message (id) where deleted_at is not null;
create unique index message_notice on chat.message (notice) where notice is not null;

-- What messages say, by version: a delivery that was begun goes on with the version that it began
-- with. Deleted with the message, and some time after every copy is made.
create table chat.text (
    message   bigint not null references chat.message,
    version   integer not null,
    markdown  text not null,
    files     smallint not null,
    stored_at timestamptz not null,
    primary key (message, version)
);
create index text_age on chat.text (stored_at);

create table chat.file (
    message    bigint not null,
    version    integer not null,
    place      smallint not null,
    id         text not null,
    name       text not null,
    media_type text not null,
    octets     bigint not null,
    primary key (message, version, place),
    foreign key (message, version) references chat.text on delete cascade
);

-- What there is of messages in other conversations, piece by piece. `sent_version` is what the whole
-- copy says, 0 as long as it is not whole.
create table chat.copy (
    message      bigint not null references chat.message,
    conversation integer not null references chat.conversation,
    part         integer not null,
    ext_id       text check (length(ext_id) <= 500),
    voice        text not null check (voice in ('GHOST', 'PREFIX')),
    sent_version integer not null,
    gone         boolean not null default false,
    primary key (message, conversation, part)
) with (fillfactor = 90);
create unique index copy_there on chat.copy (conversation, ext_id) where ext_id is not null;

-- Whose emoji are on messages, and were: `conversation` is where they put them; null, with an empty
-- author, for those of this bridge itself.
create table chat.reaction (
    id             bigint generated always as identity primary key,
    message        bigint not null references chat.message,
    conversation   integer references chat.conversation,
    author_id      text not null,
    author_name    text not null,
    author_picture text,
    name           text not null check (length(name) <= 200),
    there          boolean not null,
    at             timestamptz not null,
    unique (message, conversation, author_id, name)
);
create unique index reaction_own on chat.reaction (message, name) where conversation is null;

-- Emoji that this bridge has put on copies: for `author` (chat and id), or, where that is empty, for
-- everybody.
create table chat.reaction_copy (
    message      bigint not null references chat.message,
    conversation integer not null references chat.conversation,
    name         text not null,
    author       text not null,
    primary key (message, conversation, name, author)
);

-- What is to be done to a message in a conversation. It says which message and what, and not what it
-- says: that is looked up at the moment of sending. `version` is fixed while something of it may be
-- there. `lease` counts how often it was handed out; an outcome is stored only under the newest.
-- Rows that have not ended are the lane.
create table chat.delivery (
    lane         integer not null references chat.lane,
    seq          bigint not null,
    key          uuid not null unique,
    message      bigint not null references chat.message,
    op           text not null check (op in ('CREATE', 'EDIT', 'DELETE', 'REACT', 'NOTICE')),
    voice        text not null check (voice in ('GHOST', 'PREFIX')),
    reaction     bigint references chat.reaction,
    state        text not null default 'PENDING' check (state in
        ('PENDING', 'SENDING', 'DOUBTFUL', 'SENT', 'CANCELLED', 'DEAD', 'DROPPED')),
    version      integer,
    part         integer not null default 0,
    wanted       boolean,
    lease        integer not null default 0,
    term         bigint,
    leased_until timestamptz,
    attempts     integer not null default 0,
    tried_at     timestamptz,
    queued_at    timestamptz not null,
    ended_at     timestamptz,
    dead         boolean not null default false,
    trouble      text,
    primary key (lane, seq),
    check ((op = 'REACT') = (reaction is not null)),
    check ((ended_at is null) = (state in ('PENDING', 'SENDING', 'DOUBTFUL'))),
    check (dead = (state = 'DEAD'))
) with (fillfactor = 70);
-- None of the columns here change when a delivery is handed out, so that PostgreSQL need not touch
-- any index then.
create index delivery_open on chat.delivery (lane, seq) where ended_at is null;
create index delivery_of_message on chat.delivery (message) where ended_at is null or dead;
create index delivery_dead on chat.delivery (ended_at) where dead;
create index delivery_ended on chat.delivery (ended_at) where ended_at is not null and not dead;

-- Accounts in a chat that this bridge made for people from elsewhere. Their tokens are sealed with
-- the context `chat.ghost:` + id.
create table chat.ghost (
    id           uuid primary key,
    chat         text not null check (length(chat) between 1 and 64),
    origin_chat  text not null check (length(origin_chat) between 1 and 64),
    person       text not null,
    account      text not null,
    username     text not null,
    name         text not null,
    picture      text,
    sealed_token bytea not null,
    unique (chat, origin_chat, person),
    unique (chat, account)
);

-- Links that were stopped, as by the breaker of loops, until their owner says otherwise.
create table chat.stopped_link (
    link text primary key,
    why  text not null,
    at   timestamptz not null
);

-- What chat-bridge remembers for what it says itself: incidents, feeds, commands that wait for
-- somebody to confirm them.
create table chat.memo (
    key   text collate "C" primary key check (length(key) <= 300),
    names text[] not null,
    facts text[] not null,
    check (cardinality(names) = cardinality(facts))
);

grant usage on schema chat to chat;
grant select on chat.self to chat;
grant update (term) on chat.self to chat;
-- Ids are for ever.
grant select, insert, update
    on chat.conversation, chat.lane, chat.lane_head, chat.message, chat.copy, chat.reaction
    to chat;
grant select, insert, delete on chat.text, chat.file to chat;
grant select, insert, delete on chat.inbox, chat.reaction_copy to chat;
grant select, insert, update, delete on chat.delivery, chat.ghost, chat.stopped_link, chat.memo to chat;

set local role platform;
grant usage on schema platform to chat;
grant select on platform.event to chat;
grant execute on function
    platform.append_event(text, text, text[], jsonb),
    platform.journal_floor(),
    platform.journal_head(),
    platform.open_reader(text, boolean),
    platform.advance_reader(text, bigint)
    to chat;
reset role;
