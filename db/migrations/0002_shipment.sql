-- Shipments: what was booked, what happened, where it stands, what is owed, whom to tell.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- What a booking says of people and places. Written by the booking service before the workflow starts; the workflow
-- and its events never hold any of it. A booking whose workflow never started has no row in shipment.
CREATE TABLE booking (
  shipment_id uuid PRIMARY KEY,
  tracking_number text NOT NULL UNIQUE,
  customer_id uuid REFERENCES app_user,
  partner_id uuid REFERENCES partner,
  reference text,
  sender jsonb NOT NULL,
  recipient jsonb NOT NULL,
  -- Lower case; a signed-in user with this address is the recipient.
  recipient_email text,
  parcels jsonb NOT NULL,
  price_lines jsonb NOT NULL,
  pin text NOT NULL,
  -- A mailed link carries its generation: a higher one here revokes all older links.
  link_generation int NOT NULL DEFAULT 1,
  search_text text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX booking_search_idx ON booking USING gin (search_text gin_trgm_ops);

-- The read model: one row a shipment, written by the projection alone. `state` is the workflow's own state.
CREATE TABLE shipment (
  id uuid PRIMARY KEY REFERENCES booking,
  tracking_number text NOT NULL UNIQUE,
  customer_id uuid,
  recipient_email text,
  courier_id uuid,
  offered_to uuid[] NOT NULL,
  partner_id uuid,
  level_code text NOT NULL,
  status text NOT NULL,
  outcome text,
  seq int NOT NULL,
  fence_ms bigint NOT NULL,
  pickup_from timestamptz(3) NOT NULL,
  pickup_to timestamptz(3) NOT NULL,
  promise_to timestamptz(3) NOT NULL,
  entered_at timestamptz(3) NOT NULL,
  next_deadline_at timestamptz(3),
  -- The earliest step deadline, without ladders: what "overdue" means in lists.
  step_deadline_at timestamptz(3),
  open_exceptions int NOT NULL,
  worst_level int NOT NULL,
  state jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
CREATE INDEX shipment_status_idx ON shipment (status, id);
CREATE INDEX shipment_customer_idx ON shipment (customer_id, id);
CREATE INDEX shipment_recipient_idx ON shipment (recipient_email, id) WHERE recipient_email IS NOT NULL;
CREATE INDEX shipment_courier_idx ON shipment (courier_id, id) WHERE courier_id IS NOT NULL;
CREATE INDEX shipment_offered_idx ON shipment USING gin (offered_to) WHERE offered_to <> '{}';
CREATE INDEX shipment_partner_idx ON shipment (partner_id, id) WHERE partner_id IS NOT NULL;
CREATE INDEX shipment_exceptions_idx ON shipment (id) WHERE open_exceptions > 0;
CREATE INDEX shipment_open_deadline ON shipment (next_deadline_at, id)
  INCLUDE (status, partner_id, tracking_number) WHERE next_deadline_at IS NOT NULL;

CREATE TABLE shipment_event (
  shipment_id uuid NOT NULL REFERENCES shipment,
  seq int NOT NULL,
  type text NOT NULL,
  command_id text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL,
  actor_kind text NOT NULL,
  actor_id text,
  source text NOT NULL,
  data jsonb NOT NULL,
  -- SHA-256, in hex, of the previous hash and the canonical JSON of the event.
  hash text NOT NULL,
  PRIMARY KEY (shipment_id, seq)
);
CREATE INDEX shipment_event_command_idx ON shipment_event (command_id);
CREATE INDEX shipment_event_recorded_idx ON shipment_event USING brin (recorded_at);

CREATE TABLE exception (
  id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES shipment,
  type text NOT NULL,
  reason text NOT NULL,
  severity text NOT NULL,
  level int NOT NULL,
  state text NOT NULL,
  raised_seq int NOT NULL,
  raised_at timestamptz(3) NOT NULL,
  sla_due_at timestamptz(3) NOT NULL,
  next_at timestamptz(3),
  owner_kind text NOT NULL,
  owner_id text NOT NULL,
  score int NOT NULL,
  signals int NOT NULL,
  resolved_at timestamptz(3),
  resolution text
);
CREATE UNIQUE INDEX exception_one_open_key ON exception (shipment_id, type) WHERE state <> 'resolved';
CREATE INDEX exception_next_idx ON exception (next_at, id) WHERE state <> 'resolved';
CREATE INDEX exception_type_idx ON exception (type, level) WHERE state <> 'resolved';
CREATE INDEX exception_shipment_idx ON exception (shipment_id, raised_at);
CREATE INDEX exception_resolved_idx ON exception (resolved_at, id) WHERE state = 'resolved';

-- Double entry in integer minor units; debit positive, credit negative; each transaction sums to zero.
CREATE TABLE ledger_transaction (
  id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES shipment,
  seq int NOT NULL,
  -- The posting of lifecycle.md section 7.2.
  posting text NOT NULL,
  business_key text NOT NULL UNIQUE,
  currency text NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'posted', 'dropped')),
  -- The event that dropped it, so that an attempt which never became durable can be taken back.
  dropped_seq int,
  recorded_at timestamptz(3) NOT NULL
);
CREATE INDEX ledger_transaction_shipment_idx ON ledger_transaction (shipment_id, seq);

CREATE TABLE ledger_entry (
  transaction_id uuid NOT NULL REFERENCES ledger_transaction ON DELETE CASCADE,
  account text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  PRIMARY KEY (transaction_id, account)
);
CREATE INDEX ledger_entry_account_idx ON ledger_entry (account);

CREATE FUNCTION refuse_unbalanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry WHERE transaction_id = NEW.transaction_id) <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_sums_to_zero AFTER INSERT OR UPDATE ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_unbalanced();

-- What goes outside. `not_before` outlasts the longest retry of a workflow task: until then an attempt that never
-- became durable can still take its rows back.
CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES shipment,
  seq int NOT NULL,
  notice text NOT NULL,
  channel text NOT NULL,
  audience text NOT NULL,
  facts jsonb NOT NULL,
  not_before timestamptz(3) NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  sent_at timestamptz(3),
  -- Set when nobody will try again; people see it.
  failure text,
  UNIQUE (shipment_id, seq, notice, channel, audience)
);
CREATE INDEX outbox_waiting_idx ON outbox (not_before) WHERE sent_at IS NULL AND failure IS NULL;

-- A command whose answer took longer than its caller waited (temporal.md section 6).
CREATE TABLE command_answer (
  command_id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('pending', 'applied', 'refused')),
  answer jsonb,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX command_answer_created_idx ON command_answer (created_at);
