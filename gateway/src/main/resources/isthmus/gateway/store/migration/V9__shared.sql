-- What nodes have to know of each other: who cannot use what is scheduled, and who guesses passwords.

-- A node that cannot read or compile the version of a scheduled activation; others may.
create table rule_set_declined (
  schedule         bigint      not null references rule_set_schedule (id),
  node             text        not null,
  why              text        not null,
  primary key (schedule, node)
);

-- Failed log-ins in a row, by account and by network; small, and forgotten after an hour.
create table access_failure (
  key              text        collate "C" not null primary key,
  failures         int         not null,
  last_at          timestamptz not null
);

create index access_failure_last_at on access_failure (last_at);

-- From where the owner of an account has logged in: strangers' failures do not keep the owner waiting there.
create table access_network (
  account          bigint      not null references access_account (id) on delete cascade,
  network          text        collate "C" not null,
  seen_at          timestamptz not null,
  primary key (account, network)
);
