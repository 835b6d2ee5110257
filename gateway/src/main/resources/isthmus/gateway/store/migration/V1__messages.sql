-- Messages, their deliveries and what services said about them.
--
-- What grows is partitioned by day: keys are UUIDs of version 7, so a range of keys is a range of time, and a day
-- is dropped with DROP TABLE. Partitions are made by isthmus.gateway.store.Partitions; the default ones only catch
-- rows while it is late. Rows of one conversation carry its identity, so that a distributed PostgreSQL can keep
-- them together. Identities are compared byte for byte, hence collation "C".

create table message (
  id               uuid        not null primary key,
  conversation_id  text        collate "C" not null,
  contribution_id  text        collate "C" not null,
  in_reply_to      text        collate "C",
  originator       text        not null,
  originator_key   text        collate "C" not null,
  recipient        text        not null,
  recipient_key    text        collate "C" not null,
  imdn_id          text        collate "C" not null,
  requested        smallint    not null,
  sent_at          timestamptz not null,
  service          text,
  subject          text,
  media_type       text        not null,
  -- The content is a slice of the message/cpim body, or stands in `content` when it is not.
  body             bytea       not null,
  content_from     integer     not null,
  content_size     integer     not null,
  content          bytea,
  -- How it came: source and call_id from a CPM user, the others from a service.
  source           text,
  call_id          text        collate "C",
  origin_service   text,
  peer             text        collate "C",
  external_id      text        collate "C",
  part_group       text        collate "C",
  accepted_at      timestamptz not null
) partition by range (id);

-- Hashes, because they are a fifth of the size of the identities and cheap to compare.
create index message_imdn_id on message (hashtextextended(imdn_id, 0));
create index message_conversation_id on message (hashtextextended(conversation_id, 0));
create index message_contribution_id on message (hashtextextended(contribution_id, 0));
create index message_call_id on message (hashtextextended(call_id, 0)) where call_id is not null;
create index message_external_id on message (hashtextextended(external_id, 0)) where external_id is not null;

create table delivery (
  id               uuid        not null primary key,
  message_id       uuid        not null,
  conversation_id  text        collate "C" not null,
  shard            smallint    not null,
  -- 0: the message itself; otherwise the code of the Disposition that a notification reports.
  kind             smallint    not null,
  reported_at      timestamptz,
  -- 0: clients, 1: core, 2: service
  target_kind      smallint    not null,
  target_user      text,
  user_key         text        collate "C",
  target_service   text,
  target_from      text,
  target_to        text,
  -- DeliveryState.code(): below 10 is open.
  state            smallint    not null,
  attempt          integer     not null,
  due              timestamptz not null,
  expires_at       timestamptz not null,
  -- One service in a line.
  tried            text        not null,
  why              text        not null,
  -- Bits of News: which dispositions have been passed on.
  news             smallint    not null default 0,
  created_at       timestamptz not null,
  submitted_at     timestamptz,
  finished_at      timestamptz,
  displayed_at     timestamptz,
  failure_code     text,
  failure_text     text,
  failure_detail   text
) partition by range (id);

create index delivery_message_id on delivery (message_id);
create index delivery_queued on delivery (shard, id) where state = 0;
create index delivery_deferred on delivery (user_key) where state = 2;
create index delivery_open on delivery (expires_at, shard, state) where state < 10;

create table part (
  delivery_id      uuid        not null,
  number           integer     not null,
  total            integer     not null,
  conversation_id  text        collate "C" not null,
  peer             text        collate "C" not null,
  external_id      text        collate "C" not null,
  raw_id           text        not null,
  at               timestamptz not null,
  state            text,
  error            text,
  -- Code of the first Disposition of delivery that a receipt gave it.
  final            smallint,
  receipt_at       timestamptz,
  primary key (delivery_id, number)
) partition by range (delivery_id);

create index part_external_id on part (external_id, peer, delivery_id);

create table attempt (
  delivery_id      uuid        not null,
  conversation_id  text        collate "C" not null,
  attempt          integer     not null,
  at               timestamptz not null,
  peer             text        not null,
  failure_code     text        not null,
  failure_text     text        not null,
  failure_detail   text        not null
) partition by range (delivery_id);

create index attempt_delivery_id on attempt (delivery_id);

create table message_default  partition of message  default;
create table delivery_default partition of delivery default;
create table part_default     partition of part     default;
create table attempt_default  partition of attempt  default;

-- What makes two requests the same one, by day.
create table request_key (
  day              date        not null,
  key              uuid        not null,
  message_id       uuid        not null,
  primary key (day, key)
) partition by range (day);

create table request_key_default partition of request_key default;

-- Receipts that came before the parts that they are about; a row for each candidate identity. receipt_id is a UUID
-- of version 7 that tells when it came.
create table kept_receipt (
  receipt_id       uuid        not null,
  rank             smallint    not null,
  peer             text        collate "C" not null,
  external_id      text        collate "C" not null,
  disposition      smallint,
  at               timestamptz not null,
  state            text        not null,
  error            text,
  primary key (receipt_id, rank)
);

create index kept_receipt_external_id on kept_receipt (peer, external_id);

-- The conversation of a thread in a service that knows none (CPM SD 5.3.2.1). Only last_contribution,
-- conversation_id and expires_at change, and none of them is indexed: updates stay in their page.
create table correlation (
  service           text        collate "C" not null,
  cpm_user          text        collate "C" not null,
  peer              text        collate "C" not null,
  conversation_id   text        collate "C" not null,
  last_contribution text        collate "C" not null,
  expires_at        timestamptz not null,
  primary key (service, cpm_user, peer)
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);

-- Parts of inbound messages that wait for the rest.
create table part_group (
  group_key        text        collate "C" not null primary key,
  first_at         timestamptz not null,
  claimed_until    timestamptz
) with (fillfactor = 70);

create index part_group_first_at on part_group (first_at);

create table part_waiting (
  group_key        text        collate "C" not null,
  number           integer     not null,
  total            integer     not null,
  octets           bytea       not null,
  at               timestamptz not null,
  primary key (group_key, number)
);

-- Which node works on which shard of all conversations, by the database's clock.
create table node (
  id               text        not null primary key,
  incarnation      uuid        not null,
  willing          boolean     not null,
  until            timestamptz not null
) with (fillfactor = 50);

create table lease (
  shard            smallint    not null primary key,
  node             text,
  incarnation      uuid,
  fence            bigint      not null,
  until            timestamptz not null
) with (fillfactor = 20);

insert into lease (shard, fence, until)
select shard, 0, timestamptz 'epoch' from generate_series(0, 63) as shard;
