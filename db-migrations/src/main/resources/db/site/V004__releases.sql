-- Releases of static websites. Written by static-site alone. What their files hold lies in its blob
-- store; here is what exists, and which of it is current.

create schema site;

-- A project is there once somebody made a token for it or deployed to it. Whoever changes anything
-- of a project locks its row first, so that changes of one project come one after another.
create table site.project (
    name       text primary key check (name ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
    created_at timestamptz not null
);

-- Who may deploy to a project. `digest` is the SHA-256 of a random secret that only its owner has.
create table site.token (
    id         uuid primary key,
    project    text not null references site.project,
    label      text not null check (length(label) between 1 and 100),
    digest     bytea not null unique check (octet_length(digest) = 32),
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz,
    used_at    timestamptz
);
create index token_of_project on site.token (project);

-- One row for each release that is kept. `manifest` is the SHA-256, in hex, of the list of its
-- files, which is a blob; its first 12 digits are the label. `touched_at` is when it was deployed,
-- became current, or ceased to be: beside the current one, those that were touched last are kept.
create table site.release (
    project    text not null references site.project,
    manifest   text not null check (manifest ~ '^[0-9a-f]{64}$'),
    files      integer not null check (files >= 0),
    octets     bigint not null check (octets >= 0),
    note       text not null check (length(note) <= 1000),
    made_at    timestamptz not null,
    made_by    text not null check (length(made_by) between 1 and 100),
    touched_at timestamptz not null,
    primary key (project, manifest)
);
create unique index release_label on site.release (project, left(manifest, 12));

-- Append only: each time that a release became current. The newest row of a project says which one
-- is. `before` is the row that a rollback returns to; rows of a rollback carry on where that row
-- stood, so that rolling back again goes further back, not to and fro.
create table site.promotion (
    id       bigint generated always as identity primary key,
    project  text not null references site.project,
    manifest text not null check (manifest ~ '^[0-9a-f]{64}$'),
    means    text not null check (means in ('deploy', 'promote', 'rollback')),
    at       timestamptz not null,
    by       text not null check (length(by) between 1 and 100),
    before   bigint references site.promotion
);
create index promotion_of_project on site.promotion (project, id desc);

-- Files of earlier releases that open pages may still ask for, by their names with a hash in them.
create table site.old_asset (
    project text not null references site.project,
    path    text not null check (length(path) between 1 and 2048),
    blob    text not null check (blob ~ '^[0-9a-f]{64}$'),
    size    bigint not null check (size >= 0),
    until   timestamptz not null,
    primary key (project, path)
);

-- Names that look as if they carried a hash of the content, and what they were seen with. `pattern`
-- is the name with the hash replaced by a star. A pattern that was seen with several contents, and
-- none of its names ever with two, is evidence that the names do change with the content.
create table site.hashed_name (
    project text not null references site.project,
    path    text not null check (length(path) between 1 and 2048),
    pattern text not null,
    blob    text not null check (blob ~ '^[0-9a-f]{64}$'),
    changed boolean not null,
    seen_at timestamptz not null,
    primary key (project, path)
);
create index hashed_name_pattern on site.hashed_name (project, pattern);

grant usage on schema site to site;
grant select, insert, update, delete on site.project, site.token, site.release, site.old_asset, site.hashed_name
    to site;
grant select, insert on site.promotion to site;
