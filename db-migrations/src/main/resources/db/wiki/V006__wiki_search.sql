-- The search index of wikis: the listed pages and nothing else. Written by wiki-pkb alone, and made
-- anew from the folders whenever it is missing.
--
-- Words are split, lower-cased and freed of accents by wiki-pkb before they come here, in the same
-- way for texts and for queries, so that nothing depends on the locale of the database or on an
-- extension. PostgreSQL stems them.

-- One row for each wiki. `version` says which rules the words were made by; with others, all pages
-- of the wiki are indexed anew. Whoever writes to the index of a wiki locks its row first, so that
-- several processes of one wiki come one after another.
create table wiki.indexed_site (
    host    text primary key check (length(host) between 1 and 253),
    version integer not null
);

-- `stamp` is a digest of what is known of a page without its text, `digest` of all that is here: a
-- page with the same stamp need not be read, one with the same digest need not be written. `names`
-- has the words of the title and the aliases, stemmed and as written. `words` has all words by
-- weight: A title, B headings, tags and aliases, C text, D code. `tags` has those above a tag too.
-- `labels` has title, aliases and tags, one a line; it, `headings`, `body` and `code` are plain text.
-- `configuration` is text, as a column of type regconfig keeps pg_upgrade from working.
create table wiki.indexed_page (
    host          text not null references wiki.indexed_site on delete cascade,
    path          text not null check (octet_length(path) between 1 and 1024),
    stamp         bytea not null check (octet_length(stamp) = 32),
    digest        bytea not null check (octet_length(digest) = 32),
    configuration text not null,
    modified_at   timestamptz not null,
    tags          text[] not null,
    names         tsvector not null,
    words         tsvector not null,
    labels        text not null,
    headings      text not null,
    body          text not null,
    code          text not null,
    primary key (host, path)
);
create index indexed_page_words on wiki.indexed_page using gin (words);
create index indexed_page_names on wiki.indexed_page using gin (names);

-- A frequent word is in most pages, and of each its row is looked at: so rows are small, and what is
-- large lies beside the table.
alter table wiki.indexed_page set (toast_tuple_target = 256);
alter table wiki.indexed_page
    alter column path set storage main,
    alter column stamp set storage main,
    alter column digest set storage main,
    alter column tags set storage main,
    alter column names set storage main;

-- The words of these pages as they are written, and in how many pages each is: what half a word may
-- become, and what somebody meant who mistyped. By bytes, so that a range is what begins alike.
create table wiki.indexed_word (
    host  text not null references wiki.indexed_site on delete cascade,
    word  text collate "C" not null check (length(word) between 1 and 64),
    pages integer not null,
    primary key (host, word)
) with (fillfactor = 80);
create index indexed_word_backwards on wiki.indexed_word (host, reverse(word));

grant select, insert, update, delete on wiki.indexed_site, wiki.indexed_page, wiki.indexed_word to wiki;
