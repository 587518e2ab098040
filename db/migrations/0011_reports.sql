-- Reports: a fact a shipment and an exception, made anew from the history whenever it changes, and their sums by day and
-- by month. A projection only marks its shipment; a background round makes the facts and moves the sums by what differs.

-- What changed and is not in the facts yet. Only added to by projections, so that none of them ever waits here.
CREATE TABLE report_mark (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shipment_id uuid NOT NULL,
  marked_at timestamptz(3) NOT NULL DEFAULT now(),
  -- Set for a history that could not be read: it is kept here until its next event, and holds up no other.
  failed_at timestamptz(3)
);
CREATE INDEX report_mark_waiting_idx ON report_mark (id) INCLUDE (shipment_id, marked_at) WHERE failed_at IS NULL;
CREATE INDEX report_mark_failed_idx ON report_mark (shipment_id) WHERE failed_at IS NOT NULL;

CREATE FUNCTION mark_for_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_mark (shipment_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
-- Each projection writes this row, in the transaction of all that it writes.
CREATE TRIGGER shipment_marked AFTER INSERT OR UPDATE ON shipment FOR EACH ROW EXECUTE FUNCTION mark_for_report();

-- The zone whose days reports count: that of the operations calendar.
CREATE FUNCTION company_zone() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT document ->> 'zone' FROM calendar WHERE code = 'ops'), 'Europe/Berlin')
$$;
CREATE FUNCTION company_day(at_ timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (at_ AT TIME ZONE company_zone())::date
$$;
CREATE FUNCTION mark_all_for_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO report_mark (shipment_id) SELECT id FROM shipment;
  RETURN NULL;
END $$;
-- In another zone the days begin at other instants.
CREATE TRIGGER company_zone_changed AFTER UPDATE ON calendar FOR EACH ROW
  WHEN (OLD.code = 'ops' AND OLD.document ->> 'zone' IS DISTINCT FROM NEW.document ->> 'zone')
  EXECUTE FUNCTION mark_all_for_report();

CREATE TABLE shipment_fact (
  shipment_id uuid PRIMARY KEY REFERENCES shipment,
  -- The day of the booking.
  day date NOT NULL,
  partner_id uuid,
  courier_id uuid,
  zone text,
  level_code text NOT NULL,
  carriage text,
  currency text NOT NULL,
  booked_at timestamptz(3) NOT NULL,
  promise_end_at timestamptz(3) NOT NULL,
  is_on_time boolean,
  first_visit_at timestamptz(3),
  first_try text,
  delivered_at timestamptz(3),
  outcome text,
  tries int NOT NULL,
  exceptions int NOT NULL,
  -- In the order of dwellStatuses of domain/report-facts.ts.
  dwell_s int[] NOT NULL,
  refunds_minor bigint NOT NULL,
  credits_minor bigint NOT NULL,
  claims_minor bigint NOT NULL,
  redelivery_minor bigint NOT NULL
);
CREATE INDEX shipment_fact_day_idx ON shipment_fact (day, shipment_id);
CREATE INDEX shipment_fact_courier_idx ON shipment_fact (courier_id, day, shipment_id) WHERE courier_id IS NOT NULL;
CREATE INDEX shipment_fact_partner_idx ON shipment_fact (partner_id, day, shipment_id) WHERE partner_id IS NOT NULL;

CREATE TABLE exception_fact (
  id uuid PRIMARY KEY,
  shipment_id uuid NOT NULL REFERENCES shipment,
  -- The day on which it was raised.
  day date NOT NULL,
  partner_id uuid,
  courier_id uuid,
  zone text,
  level_code text NOT NULL,
  type text NOT NULL,
  -- The highest step of its ladder.
  step int NOT NULL,
  raised_at timestamptz(3) NOT NULL,
  sla_due_at timestamptz(3) NOT NULL,
  resolved_at timestamptz(3)
);
CREATE INDEX exception_fact_day_idx ON exception_fact (day, shipment_id);
CREATE INDEX exception_fact_courier_idx ON exception_fact (courier_id, day) WHERE courier_id IS NOT NULL;
CREATE INDEX exception_fact_partner_idx ON exception_fact (partner_id, day) WHERE partner_id IS NOT NULL;
CREATE INDEX exception_fact_shipment_idx ON exception_fact (shipment_id);

-- What each fact adds to every sum. The sums below have the same columns, and are never anything else.
CREATE VIEW shipment_measure AS
SELECT shipment_id, day, date_trunc('month', day::timestamp)::date AS month, partner_id, courier_id, zone, level_code, currency,
  1 AS shipments,
  (is_on_time IS NOT NULL)::int AS judged,
  (is_on_time IS TRUE)::int AS on_time,
  (first_visit_at IS NOT NULL)::int AS visited,
  coalesce(extract(epoch FROM first_visit_at - booked_at), 0)::bigint AS first_visit_s,
  (first_try IS NOT NULL)::int AS first_tries,
  (first_try IS NOT DISTINCT FROM 'delivered')::int AS first_try_delivered,
  tries,
  (outcome IS NOT DISTINCT FROM 'delivered')::int AS delivered,
  (outcome IS NOT DISTINCT FROM 'returned')::int AS returned,
  coalesce(outcome IN ('lost', 'disposed'), false)::int AS lost,
  coalesce(outcome IN ('cancelled', 'expired'), false)::int AS cancelled,
  (exceptions > 0)::int AS troubled,
  refunds_minor, credits_minor, claims_minor, redelivery_minor,
  coalesce(dwell_s[1], 0) AS dwell_confirmed_s, (dwell_s[1] IS NOT NULL)::int AS dwell_confirmed_n,
  coalesce(dwell_s[2], 0) AS dwell_assigned_s, (dwell_s[2] IS NOT NULL)::int AS dwell_assigned_n,
  coalesce(dwell_s[3], 0) AS dwell_accepted_s, (dwell_s[3] IS NOT NULL)::int AS dwell_accepted_n,
  coalesce(dwell_s[4], 0) AS dwell_en_route_pickup_s, (dwell_s[4] IS NOT NULL)::int AS dwell_en_route_pickup_n,
  coalesce(dwell_s[5], 0) AS dwell_at_pickup_s, (dwell_s[5] IS NOT NULL)::int AS dwell_at_pickup_n,
  coalesce(dwell_s[6], 0) AS dwell_picked_up_s, (dwell_s[6] IS NOT NULL)::int AS dwell_picked_up_n,
  coalesce(dwell_s[7], 0) AS dwell_in_transit_s, (dwell_s[7] IS NOT NULL)::int AS dwell_in_transit_n,
  coalesce(dwell_s[8], 0) AS dwell_out_for_delivery_s, (dwell_s[8] IS NOT NULL)::int AS dwell_out_for_delivery_n,
  coalesce(dwell_s[9], 0) AS dwell_at_dropoff_s, (dwell_s[9] IS NOT NULL)::int AS dwell_at_dropoff_n,
  coalesce(dwell_s[10], 0) AS dwell_attempt_failed_s, (dwell_s[10] IS NOT NULL)::int AS dwell_attempt_failed_n,
  coalesce(dwell_s[11], 0) AS dwell_available_for_pickup_s, (dwell_s[11] IS NOT NULL)::int AS dwell_available_for_pickup_n,
  coalesce(dwell_s[12], 0) AS dwell_returning_s, (dwell_s[12] IS NOT NULL)::int AS dwell_returning_n
FROM shipment_fact;

CREATE VIEW exception_measure AS
SELECT shipment_id, day, date_trunc('month', day::timestamp)::date AS month, partner_id, courier_id, zone, level_code, type, step,
  1 AS raised,
  (resolved_at IS NULL)::int AS unresolved,
  (resolved_at IS NOT NULL)::int AS resolved,
  coalesce(extract(epoch FROM resolved_at - raised_at), 0)::bigint AS resolve_s,
  (resolved_at IS NOT NULL AND resolved_at <= sla_due_at)::int AS in_sla,
  (step > 1)::int AS escalated
FROM exception_fact;

-- The index of migration 0007 with what the ageing is grouped by, so that the table itself is not read for it.
DROP INDEX shipment_stale_idx;
CREATE INDEX shipment_stale_idx ON shipment (stale_at, id) INCLUDE (status, partner_id, courier_id, zone, level_code)
  WHERE stale_at IS NOT NULL AND status <> 'closed';

-- What is outdated at this moment. Served by shipment_stale_idx.
CREATE VIEW stale_measure AS
SELECT id AS shipment_id, partner_id, courier_id, zone, level_code, status,
  1 AS parcels,
  extract(epoch FROM now() - stale_at)::bigint AS age_s,
  (stale_at > now() - interval '4 hours')::int AS under_4h,
  (stale_at <= now() - interval '4 hours' AND stale_at > now() - interval '24 hours')::int AS under_1d,
  (stale_at <= now() - interval '24 hours' AND stale_at > now() - interval '72 hours')::int AS under_3d,
  (stale_at <= now() - interval '72 hours')::int AS over_3d
FROM shipment WHERE stale_at IS NOT NULL AND status <> 'closed' AND stale_at <= now();

-- Parcels by day, without partner and courier: with them there would be nearly a row a shipment.
CREATE TABLE report_day (
  day date NOT NULL,
  zone text,
  level_code text NOT NULL,
  currency text NOT NULL,
  shipments bigint NOT NULL, judged bigint NOT NULL, on_time bigint NOT NULL, visited bigint NOT NULL,
  first_visit_s bigint NOT NULL, first_tries bigint NOT NULL, first_try_delivered bigint NOT NULL, tries bigint NOT NULL,
  delivered bigint NOT NULL, returned bigint NOT NULL, lost bigint NOT NULL, cancelled bigint NOT NULL,
  troubled bigint NOT NULL, refunds_minor bigint NOT NULL, credits_minor bigint NOT NULL, claims_minor bigint NOT NULL,
  redelivery_minor bigint NOT NULL,
  dwell_confirmed_s bigint NOT NULL, dwell_confirmed_n bigint NOT NULL,
  dwell_assigned_s bigint NOT NULL, dwell_assigned_n bigint NOT NULL,
  dwell_accepted_s bigint NOT NULL, dwell_accepted_n bigint NOT NULL,
  dwell_en_route_pickup_s bigint NOT NULL, dwell_en_route_pickup_n bigint NOT NULL,
  dwell_at_pickup_s bigint NOT NULL, dwell_at_pickup_n bigint NOT NULL,
  dwell_picked_up_s bigint NOT NULL, dwell_picked_up_n bigint NOT NULL,
  dwell_in_transit_s bigint NOT NULL, dwell_in_transit_n bigint NOT NULL,
  dwell_out_for_delivery_s bigint NOT NULL, dwell_out_for_delivery_n bigint NOT NULL,
  dwell_at_dropoff_s bigint NOT NULL, dwell_at_dropoff_n bigint NOT NULL,
  dwell_attempt_failed_s bigint NOT NULL, dwell_attempt_failed_n bigint NOT NULL,
  dwell_available_for_pickup_s bigint NOT NULL, dwell_available_for_pickup_n bigint NOT NULL,
  dwell_returning_s bigint NOT NULL, dwell_returning_n bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (day, zone, level_code, currency)
);
-- With them and nothing else: the broken ends of a period, by courier or by partner.
CREATE TABLE report_people_day (
  day date NOT NULL,
  partner_id uuid,
  courier_id uuid,
  currency text NOT NULL,
  shipments bigint NOT NULL, judged bigint NOT NULL, on_time bigint NOT NULL, visited bigint NOT NULL,
  first_visit_s bigint NOT NULL, first_tries bigint NOT NULL, first_try_delivered bigint NOT NULL, tries bigint NOT NULL,
  delivered bigint NOT NULL, returned bigint NOT NULL, lost bigint NOT NULL, cancelled bigint NOT NULL,
  troubled bigint NOT NULL, refunds_minor bigint NOT NULL, credits_minor bigint NOT NULL, claims_minor bigint NOT NULL,
  redelivery_minor bigint NOT NULL,
  dwell_confirmed_s bigint NOT NULL, dwell_confirmed_n bigint NOT NULL,
  dwell_assigned_s bigint NOT NULL, dwell_assigned_n bigint NOT NULL,
  dwell_accepted_s bigint NOT NULL, dwell_accepted_n bigint NOT NULL,
  dwell_en_route_pickup_s bigint NOT NULL, dwell_en_route_pickup_n bigint NOT NULL,
  dwell_at_pickup_s bigint NOT NULL, dwell_at_pickup_n bigint NOT NULL,
  dwell_picked_up_s bigint NOT NULL, dwell_picked_up_n bigint NOT NULL,
  dwell_in_transit_s bigint NOT NULL, dwell_in_transit_n bigint NOT NULL,
  dwell_out_for_delivery_s bigint NOT NULL, dwell_out_for_delivery_n bigint NOT NULL,
  dwell_at_dropoff_s bigint NOT NULL, dwell_at_dropoff_n bigint NOT NULL,
  dwell_attempt_failed_s bigint NOT NULL, dwell_attempt_failed_n bigint NOT NULL,
  dwell_available_for_pickup_s bigint NOT NULL, dwell_available_for_pickup_n bigint NOT NULL,
  dwell_returning_s bigint NOT NULL, dwell_returning_n bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (day, partner_id, courier_id, currency)
);
-- By month, with all of it.
CREATE TABLE report_month (
  month date NOT NULL,
  partner_id uuid,
  courier_id uuid,
  zone text,
  level_code text NOT NULL,
  currency text NOT NULL,
  shipments bigint NOT NULL, judged bigint NOT NULL, on_time bigint NOT NULL, visited bigint NOT NULL,
  first_visit_s bigint NOT NULL, first_tries bigint NOT NULL, first_try_delivered bigint NOT NULL, tries bigint NOT NULL,
  delivered bigint NOT NULL, returned bigint NOT NULL, lost bigint NOT NULL, cancelled bigint NOT NULL,
  troubled bigint NOT NULL, refunds_minor bigint NOT NULL, credits_minor bigint NOT NULL, claims_minor bigint NOT NULL,
  redelivery_minor bigint NOT NULL,
  dwell_confirmed_s bigint NOT NULL, dwell_confirmed_n bigint NOT NULL,
  dwell_assigned_s bigint NOT NULL, dwell_assigned_n bigint NOT NULL,
  dwell_accepted_s bigint NOT NULL, dwell_accepted_n bigint NOT NULL,
  dwell_en_route_pickup_s bigint NOT NULL, dwell_en_route_pickup_n bigint NOT NULL,
  dwell_at_pickup_s bigint NOT NULL, dwell_at_pickup_n bigint NOT NULL,
  dwell_picked_up_s bigint NOT NULL, dwell_picked_up_n bigint NOT NULL,
  dwell_in_transit_s bigint NOT NULL, dwell_in_transit_n bigint NOT NULL,
  dwell_out_for_delivery_s bigint NOT NULL, dwell_out_for_delivery_n bigint NOT NULL,
  dwell_at_dropoff_s bigint NOT NULL, dwell_at_dropoff_n bigint NOT NULL,
  dwell_attempt_failed_s bigint NOT NULL, dwell_attempt_failed_n bigint NOT NULL,
  dwell_available_for_pickup_s bigint NOT NULL, dwell_available_for_pickup_n bigint NOT NULL,
  dwell_returning_s bigint NOT NULL, dwell_returning_n bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (month, partner_id, courier_id, zone, level_code, currency)
);
-- Exceptions by day.
CREATE TABLE report_exception_day (
  day date NOT NULL,
  zone text,
  level_code text NOT NULL,
  raised bigint NOT NULL, unresolved bigint NOT NULL, resolved bigint NOT NULL,
  resolve_s bigint NOT NULL, in_sla bigint NOT NULL, escalated bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (day, zone, level_code)
);
-- By month with partner and courier.
CREATE TABLE report_exception_month (
  month date NOT NULL,
  partner_id uuid,
  courier_id uuid,
  zone text,
  level_code text NOT NULL,
  raised bigint NOT NULL, unresolved bigint NOT NULL, resolved bigint NOT NULL,
  resolve_s bigint NOT NULL, in_sla bigint NOT NULL, escalated bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (month, partner_id, courier_id, zone, level_code)
);
-- By month with type and step of the ladder.
CREATE TABLE report_exception_type_month (
  month date NOT NULL,
  zone text,
  level_code text NOT NULL,
  type text NOT NULL,
  step int NOT NULL,
  raised bigint NOT NULL, unresolved bigint NOT NULL, resolved bigint NOT NULL,
  resolve_s bigint NOT NULL, in_sla bigint NOT NULL, escalated bigint NOT NULL,
  UNIQUE NULLS NOT DISTINCT (month, zone, level_code, type, step)
);

-- Adds what some shipments say to a table of sums, or with -1 takes it out again.
CREATE FUNCTION add_to_report(source_ text, target_ text, shipments_ uuid[], sign_ int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  keys_ text;
  measures_ text;
  sums_ text;
  changes_ text;
BEGIN
  SELECT string_agg(attname, ', ' ORDER BY attnum) FILTER (WHERE atttypid <> 'bigint'::regtype),
    string_agg(attname, ', ' ORDER BY attnum) FILTER (WHERE atttypid = 'bigint'::regtype),
    string_agg(format('$2 * sum(%s)::bigint', attname), ', ' ORDER BY attnum) FILTER (WHERE atttypid = 'bigint'::regtype),
    string_agg(format('%1$s = t.%1$s + excluded.%1$s', attname), ', ' ORDER BY attnum)
      FILTER (WHERE atttypid = 'bigint'::regtype)
  INTO keys_, measures_, sums_, changes_
  FROM pg_attribute WHERE attrelid = target_::regclass AND attnum > 0 AND NOT attisdropped;
  EXECUTE format(
    'INSERT INTO %I AS t (%s, %s) SELECT %s, %s FROM %I WHERE shipment_id = ANY ($1) GROUP BY %s
     ON CONFLICT (%s) DO UPDATE SET %s',
    target_, keys_, measures_, keys_, sums_, source_, keys_, keys_, changes_) USING shipments_, sign_;
END $$;

CREATE FUNCTION add_to_reports(shipments_ uuid[], sign_ int) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM add_to_report('shipment_measure', 'report_day', shipments_, sign_);
  PERFORM add_to_report('shipment_measure', 'report_people_day', shipments_, sign_);
  PERFORM add_to_report('shipment_measure', 'report_month', shipments_, sign_);
  PERFORM add_to_report('exception_measure', 'report_exception_day', shipments_, sign_);
  PERFORM add_to_report('exception_measure', 'report_exception_month', shipments_, sign_);
  PERFORM add_to_report('exception_measure', 'report_exception_type_month', shipments_, sign_);
END $$;

-- Puts facts in the place of older ones; the sums move by what differs. One caller at a time: db/report-facts.ts locks.
CREATE FUNCTION write_report_facts(facts jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  shipments_ uuid[] := ARRAY(SELECT (f ->> 'shipment_id')::uuid FROM jsonb_array_elements(facts) AS f);
BEGIN
  PERFORM add_to_reports(shipments_, -1);
  DELETE FROM exception_fact WHERE shipment_id = ANY (shipments_);
  DELETE FROM shipment_fact WHERE shipment_id = ANY (shipments_);
  INSERT INTO shipment_fact (shipment_id, day, partner_id, courier_id, zone, level_code, carriage, currency, booked_at,
    promise_end_at, is_on_time, first_visit_at, first_try, delivered_at, outcome, tries, exceptions, dwell_s,
    refunds_minor, credits_minor, claims_minor, redelivery_minor)
  SELECT s.id, company_day(f.booked_at), s.partner_id, s.courier_id, s.zone, s.level_code, s.carriage,
    coalesce(s.currency, 'EUR'), f.booked_at, f.promise_end_at, f.is_on_time, f.first_visit_at, f.first_try,
    f.delivered_at, s.outcome, f.tries,
    (SELECT count(*) FROM exception x WHERE x.shipment_id = s.id AND x.state <> 'noise'), f.dwell_s, f.refunds_minor,
    f.credits_minor, f.claims_minor,
    -- What couriers were paid for coming in vain.
    coalesce((SELECT sum(e.amount_minor) FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_id = t.id
      WHERE t.shipment_id = s.id AND t.posting = 'M8' AND t.state = 'posted' AND e.account = 'cost_courier'), 0)
  FROM jsonb_to_recordset(facts) AS f (shipment_id uuid, booked_at timestamptz, promise_end_at timestamptz,
    is_on_time boolean, first_visit_at timestamptz, first_try text, delivered_at timestamptz, tries int, dwell_s int[],
    refunds_minor bigint, credits_minor bigint, claims_minor bigint)
  JOIN shipment s ON s.id = f.shipment_id;
  INSERT INTO exception_fact (id, shipment_id, day, partner_id, courier_id, zone, level_code, type, step, raised_at,
    sla_due_at, resolved_at)
  SELECT x.id, x.shipment_id, company_day(x.raised_at), f.partner_id, f.courier_id, f.zone, f.level_code, x.type, x.level,
    x.raised_at, x.sla_due_at, x.resolved_at
  FROM exception x JOIN shipment_fact f ON f.shipment_id = x.shipment_id
  WHERE x.shipment_id = ANY (shipments_) AND x.state <> 'noise';
  PERFORM add_to_reports(shipments_, 1);
END $$;

-- All that was there before is counted as well, by the rounds that follow.
INSERT INTO report_mark (shipment_id) SELECT id FROM shipment;

-- A question that somebody keeps.
CREATE TABLE report_view (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
  report text NOT NULL,
  name text NOT NULL,
  query jsonb NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  UNIQUE (user_id, name)
);

-- A report that is mailed again and again.
CREATE TABLE report_schedule (
  id uuid PRIMARY KEY,
  report text NOT NULL,
  query jsonb NOT NULL,
  format text NOT NULL CHECK (format IN ('csv', 'xlsx', 'pdf')),
  rhythm text NOT NULL CHECK (rhythm IN ('daily', 'weekly', 'monthly')),
  -- 1 is Monday; read for a weekly one. A monthly one comes on the first.
  weekday int NOT NULL CHECK (weekday BETWEEN 1 AND 7),
  at_time time NOT NULL,
  zone text NOT NULL,
  recipients uuid[] NOT NULL,
  is_active boolean NOT NULL DEFAULT true,
  next_at timestamptz(3) NOT NULL,
  created_by uuid NOT NULL REFERENCES app_user,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);
CREATE INDEX report_schedule_due_idx ON report_schedule (next_at) WHERE is_active;
CREATE INDEX report_schedule_report_idx ON report_schedule (report, created_at);

-- One sending. The key lets none happen twice; who has got it stands in `sent_to`.
CREATE TABLE report_run (
  id uuid PRIMARY KEY DEFAULT new_uuid(),
  schedule_id uuid NOT NULL REFERENCES report_schedule ON DELETE CASCADE,
  due_at timestamptz(3) NOT NULL,
  state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'failed')),
  not_before timestamptz(3) NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  failure text,
  sent_to uuid[] NOT NULL DEFAULT '{}',
  finished_at timestamptz(3),
  UNIQUE (schedule_id, due_at)
);
CREATE INDEX report_run_waiting_idx ON report_run (not_before) WHERE state = 'waiting';
CREATE INDEX report_run_failed_idx ON report_run (finished_at) WHERE state = 'failed';

-- The first instant after another at which a report is due. A wall time that does not exist moves on, as calendars do.
CREATE FUNCTION next_report_due(rhythm_ text, weekday_ int, at_ time, zone_ text, after_ timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(due.at) FROM generate_series(0, 62) AS n,
    LATERAL (SELECT (after_ AT TIME ZONE zone_)::date + n AS day) AS d,
    LATERAL (SELECT (d.day + at_) AT TIME ZONE zone_ AS at) AS due
  WHERE due.at > after_ AND CASE rhythm_
    WHEN 'weekly' THEN extract(isodow FROM d.day) = weekday_
    WHEN 'monthly' THEN extract(day FROM d.day) = 1
    ELSE true END
$$;
