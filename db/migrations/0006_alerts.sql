-- Alerts to the staff: who was told of which exception, by which ways it goes out, and how each person wants to be told.

-- One person's news of one event; in the app this row is the alert itself.
CREATE TABLE alert (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  shipment_id uuid NOT NULL REFERENCES shipment,
  -- The event that it tells of: a repeat of the same news is no second alert.
  seq int NOT NULL,
  -- No reference: a projection may take an exception back and write it again.
  exception_id uuid NOT NULL,
  type text NOT NULL,
  reason text NOT NULL,
  severity text NOT NULL,
  level int NOT NULL CHECK (level BETWEEN 1 AND 4),
  kind text NOT NULL CHECK (kind IN ('raised', 'reopened', 'escalated')),
  zone text,
  -- As what the person is told: owner, courier, dispatcher, supervisor, admin.
  reader text NOT NULL,
  -- The ways that the ladder names for this level.
  channels text[] NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  read_at timestamptz(3),
  UNIQUE (shipment_id, seq, user_id)
);
CREATE INDEX alert_user_idx ON alert (user_id, id DESC);
CREATE INDEX alert_unread_idx ON alert (user_id, id DESC) INCLUDE (level) WHERE read_at IS NULL;
CREATE INDEX alert_exception_idx ON alert (exception_id, user_id);

-- One way out of the house for one alert. What goes out together has one group key, which makes the id of the message.
CREATE TABLE alert_delivery (
  alert_id bigint NOT NULL REFERENCES alert ON DELETE CASCADE,
  channel text NOT NULL CHECK (channel IN ('email', 'sms', 'webhook')),
  -- Of the alert: what waits for a person is found without it.
  user_id uuid NOT NULL,
  level int NOT NULL,
  -- Held is what waits for the end of somebody's quiet hours.
  state text NOT NULL CHECK (state IN ('waiting', 'held', 'sent', 'failed')),
  not_before timestamptz(3) NOT NULL,
  attempts int NOT NULL DEFAULT 0,
  sent_at timestamptz(3),
  -- Why the last attempt did not work; people see it.
  failure text,
  group_key uuid,
  PRIMARY KEY (alert_id, channel)
);
-- What belongs to no message yet, by person.
CREATE INDEX alert_delivery_loose_idx ON alert_delivery (user_id, channel, not_before) INCLUDE (level)
  WHERE state IN ('waiting', 'held') AND group_key IS NULL;
-- Messages that are not out yet.
CREATE INDEX alert_delivery_open_idx ON alert_delivery (user_id, channel, not_before)
  WHERE state = 'waiting' AND group_key IS NOT NULL;
CREATE INDEX alert_delivery_group_idx ON alert_delivery (group_key) WHERE group_key IS NOT NULL;
CREATE INDEX alert_delivery_sent_idx ON alert_delivery (user_id, channel, sent_at DESC) WHERE sent_at IS NOT NULL;
CREATE INDEX alert_delivery_trouble_idx ON alert_delivery (alert_id DESC) WHERE failure IS NOT NULL;

-- Somebody without a row has the defaults of domain/alerts.ts.
CREATE TABLE alert_preference (
  user_id uuid PRIMARY KEY REFERENCES app_user ON DELETE CASCADE,
  document jsonb NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Where texts end while no provider is configured.
CREATE TABLE sms_log (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id text NOT NULL UNIQUE,
  recipient text NOT NULL,
  text text NOT NULL,
  copies int NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

-- Events of the staff wait beside the mails of customers, and must not be searched for among them.
CREATE INDEX outbox_alert_idx ON outbox (not_before)
  WHERE channel = 'l' AND sent_at IS NULL AND failure IS NULL;

-- When the quiet hours that hold at an instant end; null when none hold. A zone that is unknown here has none.
CREATE FUNCTION quiet_until(at_ timestamptz, preferences jsonb) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
DECLARE
  zone_ text := preferences ->> 'zone';
  from_ time;
  to_ time;
  local_ timestamp;
  is_quiet boolean;
BEGIN
  from_ := preferences ->> 'quietFrom';
  to_ := preferences ->> 'quietTo';
  IF from_ IS NULL OR to_ IS NULL OR from_ = to_ THEN RETURN NULL; END IF;
  local_ := at_ AT TIME ZONE zone_;
  is_quiet := CASE
    WHEN from_ < to_ THEN local_::time >= from_ AND local_::time < to_
    ELSE local_::time >= from_ OR local_::time < to_
  END;
  IF NOT is_quiet THEN RETURN NULL; END IF;
  -- In the evening they end tomorrow.
  RETURN (local_::date + (local_::time >= to_)::int + to_) AT TIME ZONE zone_;
EXCEPTION WHEN data_exception THEN
  RETURN NULL;
END $$;

-- A hint to read again, never data: one a person and transaction, however many alerts there are.
CREATE FUNCTION notify_alert_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('alert_changed', changed.user_id::text) FROM (SELECT DISTINCT user_id FROM fresh) AS changed;
  RETURN NULL;
END $$;
CREATE TRIGGER alert_added AFTER INSERT ON alert
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION notify_alert_changed();
CREATE TRIGGER alert_read AFTER UPDATE ON alert
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION notify_alert_changed();
