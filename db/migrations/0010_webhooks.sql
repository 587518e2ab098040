-- Webhooks to partners: where they go, what is to be sent, and what became of each attempt.

CREATE TABLE webhook_endpoint (
  id uuid PRIMARY KEY,
  partner_id uuid NOT NULL REFERENCES partner,
  url text NOT NULL,
  description text NOT NULL,
  -- What it is told of; null is everything, also what comes later.
  kinds text[],
  state text NOT NULL CHECK (state IN ('enabled', 'disabled')),
  disabled_reason text CHECK (disabled_reason IN ('by_person', 'failing', 'gone')),
  disabled_at timestamptz(3),
  -- Set when the partner was told that we have switched it off.
  told_at timestamptz(3),
  -- Sealed with the secret of the installation: who reads the database alone cannot sign.
  secret text NOT NULL,
  -- Signs beside the new one until then, so that the receiver can change over.
  old_secret text,
  old_secret_until timestamptz(3),
  -- Failed attempts since the last success, and since when.
  failures int NOT NULL DEFAULT 0,
  failing_since timestamptz(3),
  last_success_at timestamptz(3),
  rests_until timestamptz(3),
  -- Somebody is at it until then; whoever starts work looks here first.
  busy_until timestamptz(3),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  CHECK ((state = 'enabled') = (disabled_reason IS NULL)),
  CHECK ((disabled_reason IS NULL) = (disabled_at IS NULL)),
  CHECK ((old_secret IS NULL) = (old_secret_until IS NULL))
);
CREATE INDEX webhook_endpoint_partner_idx ON webhook_endpoint (partner_id, id);

-- The id grows in the order in which messages were made: it is the cursor of a replay.
CREATE TABLE webhook_message (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  endpoint_id uuid NOT NULL REFERENCES webhook_endpoint ON DELETE CASCADE,
  -- What the receiver tells a repeat by; a replay keeps it.
  message_id uuid NOT NULL DEFAULT new_uuid(),
  -- Null for a test.
  shipment_id uuid REFERENCES shipment,
  seq int,
  notice text,
  kind text NOT NULL,
  -- The very bytes that are signed.
  body text NOT NULL,
  state text NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts int NOT NULL DEFAULT 0,
  not_before timestamptz(3) NOT NULL,
  sent_at timestamptz(3),
  -- Why the last attempt did not work.
  failure text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (endpoint_id, shipment_id, seq, notice)
);
CREATE INDEX webhook_message_endpoint_idx ON webhook_message (endpoint_id, id);
CREATE INDEX webhook_message_due_idx ON webhook_message (endpoint_id, not_before) WHERE state = 'waiting';
CREATE INDEX webhook_message_line_idx ON webhook_message (endpoint_id, shipment_id, seq, id) WHERE state = 'waiting';

CREATE TABLE webhook_delivery (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id bigint NOT NULL REFERENCES webhook_message ON DELETE CASCADE,
  at timestamptz(3) NOT NULL DEFAULT now(),
  attempt int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('sent', 'failed')),
  -- Null where nothing was answered.
  status int,
  duration_ms int NOT NULL,
  reason text
);
CREATE INDEX webhook_delivery_message_idx ON webhook_delivery (message_id, id);

-- Webhooks wait beside the mails of customers, and neither is searched for among the others.
CREATE INDEX outbox_webhook_idx ON outbox (not_before, shipment_id, seq)
  WHERE channel = 'w' AND sent_at IS NULL AND failure IS NULL;
DROP INDEX outbox_waiting_idx;
CREATE INDEX outbox_waiting_idx ON outbox (not_before)
  WHERE channel = 'e' AND sent_at IS NULL AND failure IS NULL;
