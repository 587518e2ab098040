-- Exceptions in working time: zones, holds and their clocks in the read model, corrected places, durable jobs, bulletins.

-- A map area by postcodes: it selects bulletins and filters. Without prefixes it is the rest of its country.
CREATE TABLE zone (
  code text PRIMARY KEY,
  name text NOT NULL,
  country text NOT NULL,
  postcode_prefixes text[] NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);
INSERT INTO zone (code, name, country, postcode_prefixes) VALUES
  ('berlin', 'Berlin', 'DE', '{10,12,13,14}'),
  ('hamburg', 'Hamburg', 'DE', '{20,21,22}'),
  ('munich', 'Munich', 'DE', '{80,81,82,85}'),
  ('cologne', 'Cologne', 'DE', '{50,51,53}'),
  ('frankfurt', 'Frankfurt', 'DE', '{60,61,63,65}'),
  ('de', 'Rest of Germany', 'DE', '{}'),
  ('at', 'Austria', 'AT', '{}');

-- A place that replaces the booking's, once its event is in the history.
CREATE TABLE shipment_place (
  id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES booking,
  command_id uuid NOT NULL,
  stop text NOT NULL CHECK (stop IN ('pickup', 'dropoff')),
  place jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (shipment_id, command_id)
);

ALTER TABLE shipment
  -- When the status is, or was, outdated: the due instant of its own timer; null while nothing watches it or the clock stands.
  ADD COLUMN stale_at timestamptz(3),
  ADD COLUMN zone text,
  ADD COLUMN carriage text,
  ADD COLUMN quoted_minor int,
  ADD COLUMN currency text;
-- What older rows know of it; the rest comes with each shipment's next event.
UPDATE shipment SET carriage = state ->> 'carriage', quoted_minor = (state #>> '{money,quotedMinor}')::int,
  currency = state #>> '{money,currency}';
CREATE INDEX shipment_stale_idx ON shipment (stale_at, id) WHERE stale_at IS NOT NULL AND status <> 'closed';
CREATE INDEX shipment_zone_idx ON shipment (zone, id) WHERE status <> 'closed';

ALTER TABLE exception
  ADD COLUMN zone text,
  ADD COLUMN paused_by text,
  ADD COLUMN snoozed_until timestamptz(3);

-- Long work, a row each. What it sends is prepared and stored before it begins, so that it goes on after any crash.
CREATE TABLE job (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('bulk', 'bulletin', 'policy', 'what_if')),
  title text NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done', 'failed', 'cancelled')),
  total int NOT NULL,
  -- For work without rows of its own.
  done int NOT NULL DEFAULT 0,
  input jsonb,
  outcome jsonb,
  created_by uuid,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  finished_at timestamptz(3)
);
CREATE INDEX job_owner_idx ON job (created_by, created_at DESC);
CREATE INDEX job_running_idx ON job (created_at) WHERE state = 'running';

CREATE TABLE job_item (
  job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
  index int NOT NULL,
  shipment_id text NOT NULL,
  command_id text NOT NULL,
  -- The command as the workflow takes it; null for a row that was refused before.
  command jsonb,
  state text NOT NULL CHECK (state IN ('waiting', 'applied', 'refused', 'failed')),
  code text,
  message text,
  PRIMARY KEY (job_id, index)
);
CREATE INDEX job_item_waiting_idx ON job_item (job_id, index) WHERE state = 'waiting';

CREATE TABLE bulletin (
  id uuid PRIMARY KEY,
  zone text NOT NULL REFERENCES zone,
  kind text NOT NULL,
  text text NOT NULL,
  until_at timestamptz(3) NOT NULL,
  published_by uuid NOT NULL,
  published_by_name text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  ended_at timestamptz(3),
  job_id uuid NOT NULL REFERENCES job
);
CREATE INDEX bulletin_created_idx ON bulletin (created_at DESC);
CREATE INDEX bulletin_running_idx ON bulletin (created_at) WHERE ended_at IS NULL;

-- A person with many parcels in a zone hears of its bulletin once. Of the address only a digest is kept.
CREATE TABLE bulletin_told (
  bulletin_id uuid NOT NULL REFERENCES bulletin ON DELETE CASCADE,
  address_hash text NOT NULL,
  outbox_id bigint NOT NULL,
  PRIMARY KEY (bulletin_id, address_hash)
);

-- A PIN that takes the place of the booking's, once the event that gives it is in the history.
CREATE TABLE pin_change (
  shipment_id uuid NOT NULL REFERENCES booking,
  command_id uuid NOT NULL,
  pin text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (shipment_id, command_id)
);

-- The batch of migration 0003 with the new columns, and with the new PIN.
CREATE OR REPLACE FUNCTION project_shipment(batch jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  row_ jsonb := batch -> 'row';
  shipment_ uuid := (row_ ->> 'id')::uuid;
  first_ int := (batch ->> 'firstSeq')::int;
  hash_ text;
  event_ jsonb;
BEGIN
  INSERT INTO shipment AS s (
    id, tracking_number, customer_id, recipient_email, courier_id, offered_to, partner_id, level_code, status, outcome,
    seq, fence_ms, pickup_from, pickup_to, promise_to, entered_at, next_deadline_at, step_deadline_at, open_exceptions,
    worst_level, state, created_at, updated_at, stale_at, zone, carriage, quoted_minor, currency)
  SELECT b.shipment_id, b.tracking_number, b.customer_id, b.recipient_email, r.courier_id, r.offered_to, r.partner_id,
    r.level_code, r.status, r.outcome, r.seq, r.fence_ms, r.pickup_from, r.pickup_to, r.promise_to, r.entered_at,
    r.next_deadline_at, r.step_deadline_at, r.open_exceptions, r.worst_level, r.state, b.created_at, r.updated_at,
    r.stale_at, r.zone, r.carriage, r.quoted_minor, r.currency
  FROM jsonb_to_record(row_) AS r (
    courier_id uuid, offered_to uuid[], partner_id uuid, level_code text, status text, outcome text, seq int,
    fence_ms bigint, pickup_from timestamptz, pickup_to timestamptz, promise_to timestamptz, entered_at timestamptz,
    next_deadline_at timestamptz, step_deadline_at timestamptz, open_exceptions int, worst_level int, state jsonb,
    updated_at timestamptz, stale_at timestamptz, zone text, carriage text, quoted_minor int, currency text)
  JOIN booking b ON b.shipment_id = shipment_
  ON CONFLICT (id) DO UPDATE SET
    courier_id = excluded.courier_id, offered_to = excluded.offered_to, partner_id = excluded.partner_id,
    level_code = excluded.level_code, status = excluded.status, outcome = excluded.outcome, seq = excluded.seq,
    fence_ms = excluded.fence_ms, pickup_from = excluded.pickup_from, pickup_to = excluded.pickup_to,
    promise_to = excluded.promise_to, entered_at = excluded.entered_at, next_deadline_at = excluded.next_deadline_at,
    step_deadline_at = excluded.step_deadline_at, open_exceptions = excluded.open_exceptions,
    worst_level = excluded.worst_level, state = excluded.state, updated_at = excluded.updated_at,
    stale_at = excluded.stale_at, zone = excluded.zone, carriage = excluded.carriage,
    quoted_minor = excluded.quoted_minor, currency = excluded.currency
  WHERE s.fence_ms <= excluded.fence_ms;
  -- An older attempt, or no booking: nothing is written.
  IF NOT FOUND THEN RETURN false; END IF;

  DELETE FROM shipment_event WHERE shipment_id = shipment_ AND seq >= first_;
  DELETE FROM outbox WHERE shipment_id = shipment_ AND seq >= first_ AND sent_at IS NULL;
  DELETE FROM ledger_transaction WHERE shipment_id = shipment_ AND seq >= first_;
  UPDATE ledger_transaction SET state = 'pending', dropped_seq = NULL
  WHERE shipment_id = shipment_ AND dropped_seq >= first_;
  DELETE FROM exception WHERE shipment_id = shipment_ AND raised_seq >= first_;

  SELECT hash INTO hash_ FROM shipment_event WHERE shipment_id = shipment_ AND seq = first_ - 1;
  hash_ := coalesce(hash_, '');
  FOR event_ IN SELECT jsonb_array_elements(batch -> 'events') LOOP
    hash_ := encode(sha256(convert_to(hash_ || (event_ ->> 'canonical'), 'UTF8')), 'hex');
    INSERT INTO shipment_event (shipment_id, seq, type, command_id, occurred_at, recorded_at, actor_kind, actor_id,
      source, data, hash)
    VALUES (shipment_, (event_ ->> 'seq')::int, event_ ->> 'type', event_ ->> 'command_id',
      (event_ ->> 'occurred_at')::timestamptz, (event_ ->> 'recorded_at')::timestamptz, event_ ->> 'actor_kind',
      event_ ->> 'actor_id', event_ ->> 'source', event_ -> 'data', hash_);
  END LOOP;

  -- First what has ended, so that the same type may open again in this batch.
  UPDATE exception AS x SET state = 'resolved', next_at = NULL, paused_by = NULL, snoozed_until = NULL,
    resolved_at = e.resolved_at, resolution = e.resolution, level = coalesce(e.level, x.level),
    severity = coalesce(e.severity, x.severity)
  FROM jsonb_to_recordset(batch -> 'ended') AS e (id uuid, resolved_at timestamptz, resolution text, level int,
    severity text)
  WHERE x.id = e.id;
  -- The wrong PINs so far count no more.
  IF batch -> 'ended' @> '[{"resolution": "new_pin"}]' THEN
    UPDATE booking AS b SET pin = c.pin FROM pin_change c
    WHERE b.shipment_id = shipment_ AND c.shipment_id = shipment_ AND c.command_id::text IN (
      SELECT e.event ->> 'command_id' FROM jsonb_array_elements(batch -> 'events') AS e (event)
      WHERE e.event ->> 'type' = 'exception_resolved');
    DELETE FROM pin_attempt WHERE shipment_id = shipment_;
  END IF;
  INSERT INTO exception (id, shipment_id, type, reason, severity, level, state, raised_seq, raised_at, sla_due_at,
    next_at, owner_kind, owner_id, score, signals, resolved_at, resolution, zone, paused_by, snoozed_until)
  SELECT e.id, shipment_, e.type, e.reason, e.severity, e.level, e.state, e.raised_seq, e.raised_at, e.sla_due_at,
    e.next_at, e.owner_kind, e.owner_id, e.score, e.signals, e.resolved_at, e.resolution, e.zone, e.paused_by,
    e.snoozed_until
  FROM jsonb_to_recordset(batch -> 'exceptions') AS e (id uuid, type text, reason text, severity text, level int,
    state text, raised_seq int, raised_at timestamptz, sla_due_at timestamptz, next_at timestamptz, owner_kind text,
    owner_id text, score int, signals int, resolved_at timestamptz, resolution text, zone text, paused_by text,
    snoozed_until timestamptz)
  ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, severity = excluded.severity, level = excluded.level,
    state = excluded.state, raised_at = excluded.raised_at, sla_due_at = excluded.sla_due_at,
    next_at = excluded.next_at, owner_kind = excluded.owner_kind, owner_id = excluded.owner_id,
    score = excluded.score, signals = excluded.signals, resolved_at = excluded.resolved_at,
    resolution = excluded.resolution, zone = excluded.zone, paused_by = excluded.paused_by,
    snoozed_until = excluded.snoozed_until;

  IF batch -> 'postings' <> '[]' THEN
    INSERT INTO ledger_transaction (id, shipment_id, seq, posting, business_key, currency, state, recorded_at)
    SELECT p.id, shipment_, p.seq, p.posting, p.business_key, p.currency, p.state, p.recorded_at
    FROM jsonb_to_recordset(batch -> 'postings') AS p (id uuid, seq int, posting text, business_key text,
      currency text, state text, recorded_at timestamptz);
    INSERT INTO ledger_entry (transaction_id, account, amount_minor)
    SELECT p.id, e.account, e.amount_minor
    FROM jsonb_to_recordset(batch -> 'postings') AS p (id uuid, entries jsonb),
      jsonb_to_recordset(p.entries) AS e (account text, amount_minor bigint);
  END IF;

  IF batch -> 'drops' <> '[]' THEN
    UPDATE ledger_transaction AS t SET state = 'dropped', dropped_seq = d.seq
    FROM jsonb_to_recordset(batch -> 'drops') AS d (seq int, business_key text)
    WHERE t.business_key = d.business_key AND t.state = 'pending';
  END IF;

  IF batch -> 'outbox' <> '[]' THEN
    INSERT INTO outbox (shipment_id, seq, notice, channel, audience, facts, not_before)
    SELECT shipment_, o.seq, o.notice, o.channel, o.audience, o.facts, now() + o.wait_ms * interval '1 millisecond'
    FROM jsonb_to_recordset(batch -> 'outbox') AS o (seq int, notice text, channel text, audience text, facts jsonb,
      wait_ms int)
    ON CONFLICT DO NOTHING;
  END IF;
  RETURN true;
END $$;


-- Many shipments in one statement; one that an older attempt has lost answers false and leaves the others alone.
CREATE FUNCTION project_shipments(batches jsonb) RETURNS boolean[] LANGUAGE sql AS $$
  SELECT array_agg(project_shipment(b.batch) ORDER BY b.place) FROM jsonb_array_elements(batches) WITH ORDINALITY AS b (batch, place)
$$;

-- The history of a level, for a what-if.
CREATE INDEX shipment_level_idx ON shipment (level_code, id);
