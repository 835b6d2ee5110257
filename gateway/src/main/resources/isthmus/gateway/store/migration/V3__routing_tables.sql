-- The routing table in all its versions, and which of them decided when. Both only grow: a version and what was done
-- with it stay as they were.

create table routing_table (
  version          bigint      not null primary key,
  name             text        not null,
  -- The file as it was imported, byte for byte.
  file             bytea       not null,
  format           text        not null,
  -- How ties are broken unless the file says.
  strategy         text        not null,
  comment          text        not null,
  who              text        not null,
  imported_at      timestamptz not null
);

-- The latest one decides. Activations are made one at a time, so the order of ids is the order of commits.
create table routing_table_activation (
  id               bigint      generated always as identity primary key,
  version          bigint      not null references routing_table (version),
  who              text        not null,
  activated_at     timestamptz not null
);

create function routing_table_only_grows() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger routing_table_only_grows
  before update or delete or truncate on routing_table
  for each statement execute function routing_table_only_grows();

create trigger routing_table_activation_only_grows
  before update or delete or truncate on routing_table_activation
  for each statement execute function routing_table_only_grows();
