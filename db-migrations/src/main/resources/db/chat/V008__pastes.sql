-- Messages whose whole text is read by a link, where it is too long for a chat. What they say is in
-- `chat.text`, and goes with it; the key is all that a reader has to know.
create table chat.paste (
    message bigint primary key references chat.message,
    key     uuid not null unique default gen_random_uuid(),
    made_at timestamptz not null
);
create index paste_age on chat.paste (made_at);

grant select, insert, delete on chat.paste to chat;
