-- Rule sets: versions become workbooks, and what is around a version gets tables of its own beside those of V3, which
-- only grow. A node of the release before reads routing_table alone: it uses a version that is one plain routing table,
-- and refuses every other one, going on with what it had.

-- What a version holds. A version without a row here is a file of an earlier release, a workbook of one sheet.
create table rule_set (
  version          bigint      not null primary key references routing_table (version),
  -- The workbook as JSON.
  book             text        not null,
  -- The file as it was imported, when there was one.
  imported         bytea,
  -- The draft it was submitted from, when there was one.
  draft            bigint,
  -- The version that it was made from.
  base             bigint,
  -- Whose work it is: none of them may approve it.
  authors          text[]      not null
);

-- What others said about a version; the latest one counts.
create table rule_set_verdict (
  id               bigint      generated always as identity primary key,
  version          bigint      not null references routing_table (version),
  approved         boolean     not null,
  who              text        not null,
  comment          text        not null,
  given_at         timestamptz not null
);
create index rule_set_verdict_version on rule_set_verdict (version);

-- Why an activation was made, and at which node. Activations by nodes of an earlier release have no row here.
create table rule_set_activation (
  activation       bigint      not null primary key references routing_table_activation (id),
  why              text        not null,
  node             text        not null
);

-- Activations that are to be made later, each by one node only.
create table rule_set_schedule (
  id               bigint      generated always as identity primary key,
  version          bigint      not null references routing_table (version),
  due              timestamptz not null,
  -- The version that has to rule then; null for whichever does.
  expecting        bigint,
  who              text        not null,
  why              text        not null,
  made_at          timestamptz not null,
  -- waiting, done, cancelled or failed
  state            text        not null,
  settled_at       timestamptz,
  settled_by       text,
  detail           text        not null
);
create index rule_set_schedule_due on rule_set_schedule (due) where state = 'waiting';

-- Workbooks that are being edited.
create table rule_draft (
  id               bigint      generated always as identity primary key,
  name             text        not null,
  base             bigint,
  revision         bigint      not null,
  -- open, submitted or discarded
  state            text        not null,
  version          bigint,
  authors          text[]      not null,
  made_at          timestamptz not null,
  changed_at       timestamptz not null,
  -- The grid with its keys at this revision, as JSON.
  grid             text        not null
);

-- Every edit of every draft.
create table rule_draft_edit (
  draft            bigint      not null references rule_draft (id),
  revision         bigint      not null,
  who              text        not null,
  made_at          timestamptz not null,
  -- The operations as JSON.
  ops              text        not null,
  primary key (draft, revision)
);

-- What each node has of the versions, as it last said.
create table rule_node (
  node             text        not null primary key,
  version          bigint,
  prepared         bigint[]    not null,
  trouble          text        not null,
  seen_at          timestamptz not null
);

create trigger rule_set_only_grows
  before update or delete or truncate on rule_set
  for each statement execute function routing_table_only_grows();

create trigger rule_set_verdict_only_grows
  before update or delete or truncate on rule_set_verdict
  for each statement execute function routing_table_only_grows();

create trigger rule_set_activation_only_grows
  before update or delete or truncate on rule_set_activation
  for each statement execute function routing_table_only_grows();

create trigger rule_draft_edit_only_grows
  before update or delete or truncate on rule_draft_edit
  for each statement execute function routing_table_only_grows();
