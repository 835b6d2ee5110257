-- What users prefer when messages for them are handled, and what their provider lets them have (CPM SD 5.4).

-- One row: locked by a change, so that revisions are committed in their order.
create table user_preference_revision (
  one              boolean     not null primary key default true check (one),
  revision         bigint      not null
);

insert into user_preference_revision (revision) values (0);

-- Keyed by the identity behind all spellings of a user's address. `value` is the document of GET
-- /api/users/{user}/preferences; null for a user whose preferences were removed: the row stays, so that other
-- nodes hear of it.
create table user_preference (
  identity         text        collate "C" not null primary key,
  value            text,
  revision         bigint      not null,
  changed_at       timestamptz not null,
  changed_by       text        not null
);

create index user_preference_revised on user_preference (revision);
