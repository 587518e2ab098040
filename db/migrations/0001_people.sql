-- People, their sessions and keys, what they upload and write, and the rules that an admin sets.

-- A UUIDv7 for the few rows that the database makes itself; older servers have no function for it.
CREATE FUNCTION new_uuid() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(
    set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
      PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
      FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
$$;

CREATE TABLE partner (
  id uuid PRIMARY KEY,
  name text NOT NULL UNIQUE,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE app_user (
  id uuid PRIMARY KEY,
  email text NOT NULL CHECK (email = lower(email)),
  name text NOT NULL,
  roles text[] NOT NULL,
  partner_id uuid REFERENCES partner,
  password_hash text,
  is_active boolean NOT NULL DEFAULT true,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  last_seen_at timestamptz(3)
);
CREATE UNIQUE INDEX app_user_email_key ON app_user (email);
CREATE INDEX app_user_roles_idx ON app_user USING gin (roles);

-- Tokens are kept as SHA-256 only: who reads the database cannot sign in with what it says.
CREATE TABLE session (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  idle_seconds int NOT NULL,
  seen_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX session_user_id_idx ON session (user_id);
CREATE INDEX session_expires_at_idx ON session (expires_at);

-- Servers close the sockets of a user whose sessions have ended.
CREATE FUNCTION tell_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('session_ended', OLD.user_id::text);
  RETURN NULL;
END $$;
CREATE TRIGGER session_ended AFTER DELETE ON session FOR EACH ROW EXECUTE FUNCTION tell_session_ended();

CREATE TABLE one_time_token (
  token_hash bytea PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('first_admin', 'invite')),
  user_id uuid REFERENCES app_user ON DELETE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  used_at timestamptz(3),
  CHECK ((purpose = 'first_admin') = (user_id IS NULL))
);
CREATE INDEX one_time_token_user_id_idx ON one_time_token (user_id);

CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  prefix text NOT NULL,
  key_hash bytea NOT NULL UNIQUE,
  partner_id uuid REFERENCES partner,
  user_id uuid REFERENCES app_user,
  scopes text[] NOT NULL,
  created_by uuid NOT NULL REFERENCES app_user,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL,
  last_used_at timestamptz(3),
  revoked_at timestamptz(3),
  CHECK ((partner_id IS NULL) <> (user_id IS NULL))
);

-- Failed attempts by account and address, shared by all servers.
CREATE TABLE throttle (
  key text PRIMARY KEY,
  failures int NOT NULL,
  resets_at timestamptz(3) NOT NULL
);
CREATE INDEX throttle_resets_at_idx ON throttle (resets_at);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz(3) NOT NULL DEFAULT now(),
  actor_id uuid,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text NOT NULL,
  before jsonb,
  after jsonb
);
CREATE INDEX audit_subject_idx ON audit (subject_kind, subject_id, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The shipment id is kept here before its workflow starts, so that a repeated booking finds it.
CREATE TABLE idempotency (
  viewer text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  shipment_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('running', 'done')),
  -- The first answer, given again byte for byte to whoever repeats the request.
  answer json,
  started_at timestamptz(3) NOT NULL DEFAULT now(),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (viewer, key)
);
CREATE INDEX idempotency_created_at_idx ON idempotency (created_at);

CREATE TABLE quote (
  id uuid PRIMARY KEY,
  viewer text NOT NULL,
  request_hash bytea NOT NULL,
  level_code text NOT NULL,
  level_version int NOT NULL,
  lines jsonb NOT NULL,
  total_minor bigint NOT NULL,
  currency text NOT NULL,
  pickup_from timestamptz(3) NOT NULL,
  pickup_to timestamptz(3) NOT NULL,
  promise_from timestamptz(3) NOT NULL,
  promise_to timestamptz(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  expires_at timestamptz(3) NOT NULL
);
CREATE INDEX quote_expires_at_idx ON quote (expires_at);

CREATE TABLE proof (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('photo', 'signature', 'id')),
  content_type text NOT NULL,
  bytes bytea NOT NULL,
  sha256 text NOT NULL,
  uploader_id uuid NOT NULL REFERENCES app_user,
  shipment_id uuid,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
ALTER TABLE proof ALTER COLUMN bytes SET STORAGE EXTERNAL;
CREATE INDEX proof_shipment_id_idx ON proof (shipment_id);
CREATE INDEX proof_unlinked_idx ON proof (created_at) WHERE shipment_id IS NULL;

-- What is personal in a command lives here; its events name the row by id.
CREATE TABLE note (
  id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL,
  command_id uuid NOT NULL,
  author_id uuid,
  author_name text NOT NULL,
  text text NOT NULL,
  audience text NOT NULL CHECK (audience IN ('staff', 'partner', 'everyone')),
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (shipment_id, command_id)
);

CREATE TABLE command_detail (
  id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL,
  command_id uuid NOT NULL,
  received_by text,
  position_lat double precision,
  position_lng double precision,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (shipment_id, command_id)
);

CREATE TABLE pin_attempt (
  shipment_id uuid PRIMARY KEY,
  wrong int NOT NULL,
  last_command_id uuid NOT NULL,
  at timestamptz(3) NOT NULL DEFAULT now()
);

-- One a person: a user's id, or `recipient` for the holder of a link.
CREATE TABLE rating (
  shipment_id uuid NOT NULL,
  person text NOT NULL,
  command_id uuid NOT NULL,
  stars int NOT NULL CHECK (stars BETWEEN 1 AND 5),
  tags text[] NOT NULL,
  text text,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  PRIMARY KEY (shipment_id, person)
);

-- Kept longer than Stripe repeats an event; written in the transaction that acts on it.
CREATE TABLE stripe_event (
  id text PRIMARY KEY,
  type text NOT NULL,
  api_version text,
  state text NOT NULL CHECK (state IN ('new', 'sent', 'ignored', 'parked')),
  shipment_id uuid,
  received_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX stripe_event_waiting_idx ON stripe_event (received_at) WHERE state IN ('new', 'parked');

CREATE TABLE calendar (
  code text PRIMARY KEY,
  document jsonb NOT NULL
);
INSERT INTO calendar (code, document) VALUES
  ('always', '{"name": "Always open", "zone": "Europe/Berlin", "weekly": "always", "holidays": []}'),
  ('ops', '{"name": "Operations", "zone": "Europe/Berlin", "weekly": {"mon-sun": ["07:00", "22:00"]}, "holidays": []}'),
  ('office', '{"name": "Office", "zone": "Europe/Berlin", "weekly": {"mon-fri": ["08:00", "18:00"]}, "holidays": []}');

-- Every change is a new version; shipments keep the one they were booked under.
CREATE TABLE service_level (
  code text NOT NULL,
  version int NOT NULL,
  document jsonb NOT NULL,
  effective_from timestamptz(3) NOT NULL DEFAULT now(),
  created_by uuid REFERENCES app_user,
  PRIMARY KEY (code, version)
);
INSERT INTO service_level (code, version, document) VALUES
  ('same_day', 1, '{"name": "Same day", "attempts": 1, "calendar": "always", "ladder": [0, 1, 2, 4], "slas": {},
    "allowances": {"promise": {"workingDays": 0, "by": "21:00"}},
    "podPolicy": {"photo": "required", "geofence": "required", "pin": "required", "scan": "optional", "signature": "optional"}}'),
  ('next_day', 1, '{"name": "Next day", "attempts": 2, "calendar": "always", "ladder": [0, 1, 2, 4], "slas": {},
    "allowances": {"promise": {"workingDays": 1, "by": "18:00"}},
    "podPolicy": {"photo": "required", "scan": "required", "geofence": "required", "pin": "optional", "signature": "optional"}}'),
  ('economy', 1, '{"name": "Economy", "attempts": 3, "calendar": "always", "ladder": [0, 1, 2, 4], "slas": {},
    "allowances": {"promise": {"workingDays": 5, "by": "18:00"}},
    "podPolicy": {"photo": "required", "scan": "required", "geofence": "optional", "pin": "optional", "signature": "optional"}}'),
  ('cross_border', 1, '{"name": "Cross-border", "attempts": 2, "calendar": "always", "ladder": [0, 1, 2, 4], "slas": {},
    "allowances": {"promise": {"workingDays": 10, "by": "18:00"}, "silence": "PT72H", "lost_watch": "P45D"},
    "podPolicy": {"signature": "required", "scan": "required", "photo": "optional", "geofence": "optional", "pin": "optional"}}');
