-- Users of the embedded core that are added while it runs, and how nodes hear of changes.

-- One row for each realm: locked by a change, so that revisions are committed in their order.
create table embedded_user_revision (
  realm            text        collate "C" not null primary key,
  revision         bigint      not null
);

-- Digests are in credential. Who is removed stays as a row, so that other nodes hear of it.
create table embedded_user (
  realm            text        collate "C" not null,
  name             text        collate "C" not null,
  display_name     text,
  removed          boolean     not null,
  revision         bigint      not null,
  primary key (realm, name)
);

create index embedded_user_revised on embedded_user (realm, revision);

-- The transaction that changed a user's bindings last.
alter table registered_user add column changed_in xid8 not null default '0';

create index registered_user_changed_in on registered_user (changed_in);
