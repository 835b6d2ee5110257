-- The embedded SIP core: who registered where, and whom it knows.

-- One row for each user that ever registered: what a change of his bindings locks.
create table registered_user (
  aor              text        collate "C" not null primary key,
  changed_at       timestamptz not null
) with (fillfactor = 70);

create table binding (
  aor              text        collate "C" not null,
  -- Order of registration.
  position         integer     not null,
  contact          text        not null,
  instance         text,
  reg_id           integer,
  call_id          text        not null,
  cseq             bigint      not null,
  q_permille       integer     not null,
  expires_at       timestamptz not null,
  parameter_names  text[]      not null,
  parameter_values text[]      not null,
  path             text[]      not null,
  flow_transport   text        not null,
  flow_host        text        not null,
  flow_port        integer     not null,
  user_agent       text,
  primary key (aor, position)
) with (fillfactor = 70);

create index binding_expires_at on binding (expires_at);

-- H(A1) of users, for each digest algorithm; passwords are not kept.
create table credential (
  username         text        collate "C" not null,
  realm            text        collate "C" not null,
  algorithm        text        not null,
  ha1              text        not null,
  primary key (username, realm, algorithm)
);
