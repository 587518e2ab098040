-- Partners' files: their bytes where every server and worker sees them, the rows they hold, and what became of each.

CREATE TABLE stored_file (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  bytes bigint,
  -- Null while it is being uploaded; what never gets one is swept.
  sha256 text,
  encoding text,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX stored_file_unfinished_idx ON stored_file (created_at) WHERE sha256 IS NULL;

CREATE TABLE stored_file_chunk (
  file_id uuid NOT NULL REFERENCES stored_file ON DELETE CASCADE,
  index int NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (file_id, index)
);
ALTER TABLE stored_file_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- How a partner writes its files, as somebody has said once.
CREATE TABLE import_format (
  partner_id uuid PRIMARY KEY REFERENCES partner,
  columns jsonb NOT NULL DEFAULT '{}',
  date_order text,
  zone text NOT NULL DEFAULT 'Europe/Berlin',
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE import (
  id uuid PRIMARY KEY,
  partner_id uuid NOT NULL REFERENCES partner,
  source text NOT NULL CHECK (source IN ('upload', 'api', 'drop')),
  name text NOT NULL,
  -- Null where the rows came as JSON.
  file_id uuid REFERENCES stored_file,
  sha256 text NOT NULL,
  state text NOT NULL CHECK (state IN ('staging', 'review', 'applying', 'paused', 'done', 'failed', 'cancelled')),
  -- Goes on by itself when it is staged.
  is_direct boolean NOT NULL,
  -- Grows with each thing that somebody starts: an older activity sees that it is not meant any more.
  run int NOT NULL DEFAULT 1,
  format jsonb NOT NULL,
  mapping_version int,
  -- What the dry run found, by outcome.
  counts jsonb,
  applied int NOT NULL DEFAULT 0,
  in_review int NOT NULL DEFAULT 0,
  failure text,
  idempotency_key text,
  created_by uuid,
  created_by_name text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  -- When rows began to be sent, and how many had an answer then: the rate is counted from there.
  started_at timestamptz(3),
  started_with int NOT NULL DEFAULT 0,
  finished_at timestamptz(3)
);
CREATE INDEX import_partner_idx ON import (partner_id, id);
CREATE INDEX import_running_idx ON import (created_at) WHERE state IN ('staging', 'applying');
CREATE UNIQUE INDEX import_key_idx ON import (partner_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
-- A file of the drop folder is taken once, whoever sees it first.
CREATE UNIQUE INDEX import_drop_idx ON import (partner_id, name, sha256) WHERE source = 'drop';

-- No foreign keys: half a million rows come in one COPY, and they go with their import.
CREATE TABLE import_row (
  import_id uuid NOT NULL,
  line int NOT NULL,
  number text NOT NULL,
  code text NOT NULL,
  text text NOT NULL,
  reason text NOT NULL,
  place text NOT NULL,
  note text NOT NULL,
  event_id text NOT NULL,
  -- A proof of delivery or hand-back lies with the partner.
  evidence boolean NOT NULL,
  occurred_at timestamptz(3),
  -- The other reading of a date that may begin with the day or with the month.
  other_at timestamptz(3),
  outcome text,
  cause text,
  message text,
  shipment_id uuid,
  command_id uuid,
  word_id int,
  -- What became of a row that was sent.
  result text,
  PRIMARY KEY (import_id, line)
);
CREATE INDEX import_row_outcome_idx ON import_row (import_id, outcome, line);
CREATE INDEX import_row_result_idx ON import_row (import_id, result, line) WHERE result IS NOT NULL;
CREATE INDEX import_row_waiting_idx ON import_row (import_id, shipment_id, line)
  WHERE result IS NULL AND outcome IN ('new', 'unmapped', 'ambiguous');

-- Each thing that a file says once, with what it means by the partner's mapping.
CREATE TABLE import_word (
  import_id uuid NOT NULL,
  id int NOT NULL,
  code text NOT NULL,
  text text NOT NULL,
  reason text NOT NULL,
  verdict jsonb,
  PRIMARY KEY (import_id, id)
);

CREATE INDEX booking_reference_idx ON booking (upper(reference)) WHERE reference IS NOT NULL;
