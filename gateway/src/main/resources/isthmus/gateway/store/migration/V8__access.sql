-- Who may do what at the console, and what everybody did.

-- A local account has a password; one of an OpenID provider has the provider's name and the subject there instead.
create table access_account (
  id               bigint      generated always as identity primary key,
  name             text        collate "C" not null unique,
  roles            text[]      not null,
  -- Argon2id in the PHC string format, parameters and salt included.
  password         text,
  issuer           text        collate "C",
  subject          text        collate "C",
  disabled         boolean     not null,
  made_at          timestamptz not null,
  made_by          text        not null,
  login_at         timestamptz,
  unique (issuer, subject),
  check ((password is null) <> (issuer is null) and (issuer is null) = (subject is null))
);

-- Only the SHA-256 of what the browser holds.
create table access_session (
  hash             bytea       not null primary key,
  account          bigint      not null references access_account (id) on delete cascade,
  peer             text        not null,
  made_at          timestamptz not null,
  seen_at          timestamptz not null,
  ends_at          timestamptz not null
);

create index access_session_account on access_session (account);

-- Only the SHA-256 of what the owner was shown once.
create table access_token (
  id               bigint      generated always as identity primary key,
  account          bigint      not null references access_account (id) on delete cascade,
  name             text        not null,
  hash             bytea       not null unique,
  roles            text[]      not null,
  made_at          timestamptz not null,
  ends_at          timestamptz not null,
  used_at          timestamptz
);

create index access_token_account on access_token (account);

-- Each row holds the hash of the one before, so that a row which is changed, removed or put in between is found.
create table audit (
  id               bigint      not null primary key,
  at               timestamptz not null,
  who              text        not null,
  roles            text        not null,
  peer             text        not null,
  what             text        not null,
  subject          text        not null,
  -- JSON as it was hashed, octet for octet.
  detail           text        not null,
  previous         bytea       not null,
  hash             bytea       not null
);

create function audit_only_grows() returns trigger language plpgsql as $$
begin
  raise exception '% only grows', tg_table_name using errcode = 'restrict_violation';
end
$$;

create trigger audit_only_grows
  before update or delete or truncate on audit
  for each statement execute function audit_only_grows();
