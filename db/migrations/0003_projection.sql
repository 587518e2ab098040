-- One batch of a shipment's events, in one call and one transaction. A batch is authoritative from its first seq on:
-- what an attempt wrote that history never saw is taken back first. The fence keeps older attempts out.

CREATE FUNCTION project_shipment(batch jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
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
    worst_level, state, created_at, updated_at)
  SELECT b.shipment_id, b.tracking_number, b.customer_id, b.recipient_email, r.courier_id, r.offered_to, r.partner_id,
    r.level_code, r.status, r.outcome, r.seq, r.fence_ms, r.pickup_from, r.pickup_to, r.promise_to, r.entered_at,
    r.next_deadline_at, r.step_deadline_at, r.open_exceptions, r.worst_level, r.state, b.created_at, r.updated_at
  FROM jsonb_to_record(row_) AS r (
    courier_id uuid, offered_to uuid[], partner_id uuid, level_code text, status text, outcome text, seq int,
    fence_ms bigint, pickup_from timestamptz, pickup_to timestamptz, promise_to timestamptz, entered_at timestamptz,
    next_deadline_at timestamptz, step_deadline_at timestamptz, open_exceptions int, worst_level int, state jsonb,
    updated_at timestamptz)
  JOIN booking b ON b.shipment_id = shipment_
  ON CONFLICT (id) DO UPDATE SET
    courier_id = excluded.courier_id, offered_to = excluded.offered_to, partner_id = excluded.partner_id,
    level_code = excluded.level_code, status = excluded.status, outcome = excluded.outcome, seq = excluded.seq,
    fence_ms = excluded.fence_ms, pickup_from = excluded.pickup_from, pickup_to = excluded.pickup_to,
    promise_to = excluded.promise_to, entered_at = excluded.entered_at, next_deadline_at = excluded.next_deadline_at,
    step_deadline_at = excluded.step_deadline_at, open_exceptions = excluded.open_exceptions,
    worst_level = excluded.worst_level, state = excluded.state, updated_at = excluded.updated_at
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
  UPDATE exception AS x SET state = 'resolved', next_at = NULL, resolved_at = e.resolved_at, resolution = e.resolution
  FROM jsonb_to_recordset(batch -> 'ended') AS e (id uuid, resolved_at timestamptz, resolution text)
  WHERE x.id = e.id;
  INSERT INTO exception (id, shipment_id, type, reason, severity, level, state, raised_seq, raised_at, sla_due_at,
    next_at, owner_kind, owner_id, score, signals, resolved_at, resolution)
  SELECT e.id, shipment_, e.type, e.reason, e.severity, e.level, e.state, e.raised_seq, e.raised_at, e.sla_due_at,
    e.next_at, e.owner_kind, e.owner_id, e.score, e.signals, e.resolved_at, e.resolution
  FROM jsonb_to_recordset(batch -> 'exceptions') AS e (id uuid, type text, reason text, severity text, level int,
    state text, raised_seq int, raised_at timestamptz, sla_due_at timestamptz, next_at timestamptz, owner_kind text,
    owner_id text, score int, signals int, resolved_at timestamptz, resolution text)
  ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, severity = excluded.severity, level = excluded.level,
    state = excluded.state, raised_at = excluded.raised_at, sla_due_at = excluded.sla_due_at,
    next_at = excluded.next_at, owner_kind = excluded.owner_kind, owner_id = excluded.owner_id,
    score = excluded.score, signals = excluded.signals, resolved_at = excluded.resolved_at,
    resolution = excluded.resolution;

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

-- A hint to read again, never data; sent when the transaction commits.
CREATE FUNCTION notify_shipment_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('shipment_changed', json_build_object(
    'id', NEW.id, 'seq', NEW.seq, 'courierId', NEW.courier_id, 'customerId', NEW.customer_id)::text);
  RETURN NULL;
END $$;
CREATE TRIGGER shipment_changed AFTER INSERT OR UPDATE ON shipment
  FOR EACH ROW EXECUTE FUNCTION notify_shipment_changed();
