/** The double makes its own schema, so that it never depends on Waybill's migrations. */
export const schemaSql = `
CREATE SCHEMA IF NOT EXISTS stripe_double;
CREATE TABLE IF NOT EXISTS stripe_double.object (
  seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  kind text NOT NULL,
  id text PRIMARY KEY,
  created bigint NOT NULL,
  due_sec bigint,
  data jsonb NOT NULL
);
CREATE INDEX IF NOT EXISTS object_kind_seq_idx ON stripe_double.object (kind, seq);
CREATE INDEX IF NOT EXISTS object_due_idx ON stripe_double.object (due_sec) WHERE due_sec IS NOT NULL;
CREATE INDEX IF NOT EXISTS object_data_idx ON stripe_double.object USING gin (data jsonb_path_ops) WHERE kind <> 'event';
CREATE TABLE IF NOT EXISTS stripe_double.idempotency (
  key text PRIMARY KEY,
  fingerprint text NOT NULL,
  created_sec bigint NOT NULL,
  status int NOT NULL,
  body jsonb NOT NULL
);
CREATE TABLE IF NOT EXISTS stripe_double.effect (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text,
  kind text NOT NULL,
  object_id text NOT NULL,
  amount bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS effect_key_idx ON stripe_double.effect (key);
CREATE TABLE IF NOT EXISTS stripe_double.delivery (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  event_id text NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  due_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  outcome text
);
CREATE INDEX IF NOT EXISTS delivery_due_idx ON stripe_double.delivery (due_at) WHERE done_at IS NULL;
CREATE TABLE IF NOT EXISTS stripe_double.fault (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  call text NOT NULL,
  times_left int NOT NULL,
  delay_ms int NOT NULL
);
CREATE TABLE IF NOT EXISTS stripe_double.setting (name text PRIMARY KEY, value jsonb NOT NULL);
`
