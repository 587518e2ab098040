import type { Pool } from 'pg'
import { statuses } from '#domain/status.ts'

/** What each event makes the status, in words of SQL; scans of couriers and payments say it themselves. */
const statusAfter = `CASE e.type
  WHEN 'booked' THEN 'created' WHEN 'payment_started' THEN 'awaiting_payment' WHEN 'confirmed' THEN 'confirmed'
  WHEN 'money_noted' THEN e.data ->> 'to' WHEN 'cancelled' THEN 'cancelled' WHEN 'offered' THEN 'assigned'
  WHEN 'offer_accepted' THEN 'accepted' WHEN 'offer_withdrawn' THEN 'confirmed' WHEN 'started' THEN e.data ->> 'to'
  WHEN 'pickup_reached' THEN 'at_pickup' WHEN 'picked_up' THEN 'picked_up' WHEN 'pickup_attempted' THEN 'confirmed'
  WHEN 'scanned' THEN e.data ->> 'to' WHEN 'dropoff_reached' THEN 'at_dropoff' WHEN 'delivered' THEN 'delivered'
  WHEN 'attempt_failed' THEN 'attempt_failed' WHEN 'ready_to_collect' THEN 'available_for_pickup'
  WHEN 'return_started' THEN 'returning' WHEN 'return_completed' THEN 'returned' WHEN 'marked_lost' THEN 'lost'
  WHEN 'corrected' THEN e.data ->> 'toStatus' WHEN 'closed' THEN 'closed'
  WHEN 'partner_event_applied' THEN e.data ->> 'to' END`

const dwell = statuses.map(
  (status) => `
  coalesce((SELECT sum(extract(epoch FROM until - since)) FROM stay WHERE stay.id = s.id AND stay.status = '${status}'
    AND until IS NOT NULL), 0)::float AS dwell_${status}_s,
  (SELECT count(*) > 0 FROM stay WHERE stay.id = s.id AND stay.status = '${status}' AND until IS NOT NULL)::int
    AS dwell_${status}_n`,
)

/**
 * The same measures by slow statements over the events alone, written without a look at how facts are made: one table of
 * parcels, one of exceptions. Nobody here tells of anything later than it happened.
 */
export async function makeReference(raw: Pool): Promise<void> {
  await raw.query(`
    CREATE TABLE walk AS SELECT shipment_id AS id, seq, status, at,
      lag(status) OVER (PARTITION BY shipment_id ORDER BY seq) AS before
    FROM (SELECT e.shipment_id, e.seq, e.recorded_at AS at, ${statusAfter} AS status FROM shipment_event e) x
    WHERE status IS NOT NULL;
    CREATE TABLE stay AS SELECT id, status, at AS since, lead(at) OVER (PARTITION BY id ORDER BY seq) AS until
    FROM walk WHERE before IS DISTINCT FROM status;
    CREATE TABLE visit AS SELECT v.shipment_id AS id, v.seq, v.recorded_at AS at,
      CASE WHEN v.type = 'attempt_failed' OR v.data ->> 'to' = 'attempt_failed' THEN 'failed'
        WHEN v.type = 'ready_to_collect' OR v.data ->> 'to' = 'available_for_pickup' THEN 'ready' ELSE 'delivered' END AS result
    FROM shipment_event v
    WHERE (v.type IN ('delivered', 'attempt_failed', 'ready_to_collect')
        OR v.type = 'partner_event_applied' AND v.data ->> 'isMove' = 'true'
          AND v.data ->> 'to' IN ('delivered', 'attempt_failed', 'available_for_pickup')
        OR v.type = 'corrected' AND v.data ->> 'toStatus' = 'delivered')
      AND NOT EXISTS (SELECT FROM shipment_event c WHERE c.shipment_id = v.shipment_id AND c.type = 'corrected'
        AND c.seq > v.seq AND c.data ->> 'from' = CASE v.type WHEN 'attempt_failed' THEN 'attempt_failed'
          WHEN 'ready_to_collect' THEN 'available_for_pickup' ELSE 'delivered' END
        AND NOT EXISTS (SELECT FROM walk w WHERE w.id = v.shipment_id AND w.seq > v.seq AND w.seq < c.seq
          AND w.before IS DISTINCT FROM w.status));
    CREATE TABLE first_visit AS SELECT DISTINCT ON (id) * FROM visit ORDER BY id, seq;
    CREATE TABLE first_end AS SELECT b.shipment_id AS id, coalesce(
        (SELECT (p.data -> 'window' ->> 1)::bigint FROM shipment_event p WHERE p.shipment_id = b.shipment_id
          AND p.type = 'promise_changed' AND p.data ->> 'cause' <> 'K' ORDER BY p.seq DESC LIMIT 1),
        (b.data -> 'promise' ->> 1)::bigint) + coalesce((SELECT sum(extract(epoch FROM r.recorded_at - h.recorded_at) * 1000)
          FROM shipment_event h JOIN shipment_event r ON r.shipment_id = h.shipment_id AND r.type = 'hold_released'
            AND r.seq > h.seq WHERE h.shipment_id = b.shipment_id AND h.type = 'hold_placed'
            AND (h.data ->> 'stopsClock')::boolean), 0)::bigint AS end_ms
    FROM shipment_event b WHERE b.type = 'booked'`)
  await raw.query(`
    CREATE TABLE reference_shipments AS SELECT r.*, (r.is_on_time IS NOT NULL)::int AS judged,
      (r.is_on_time IS TRUE)::int AS on_time FROM (
      SELECT s.id, (b.recorded_at AT TIME ZONE 'Europe/Berlin')::date AS day, s.partner_id, s.courier_id, s.zone,
        s.level_code, 1 AS shipments,
        CASE WHEN f.id IS NOT NULL THEN extract(epoch FROM f.at) * 1000 <= e.end_ms
          WHEN EXISTS (SELECT FROM shipment_event t WHERE t.shipment_id = s.id AND t.type = 'timer_fired'
            AND t.data ->> 'timer' = 'promise' AND extract(epoch FROM t.recorded_at) * 1000 >= e.end_ms) THEN false
          END AS is_on_time,
        (f.id IS NOT NULL)::int AS visited,
        coalesce(extract(epoch FROM f.at - b.recorded_at), 0)::float AS first_visit_s,
        (d.id IS NOT NULL)::int AS first_tries, (d.result IS NOT DISTINCT FROM 'delivered')::int AS first_try_delivered,
        (SELECT count(*) FROM visit v WHERE v.id = s.id AND v.result <> 'ready')::int AS tries,
        (s.outcome IS NOT DISTINCT FROM 'delivered')::int AS delivered,
        (s.outcome IS NOT DISTINCT FROM 'returned')::int AS returned, 0 AS lost,
        coalesce(s.outcome IN ('cancelled', 'expired'), false)::int AS cancelled,
        (EXISTS (SELECT FROM reference_raised x WHERE x.shipment_id = s.id))::int AS troubled,
        coalesce((SELECT sum((c.data ->> 'amountMinor')::int) FROM shipment_event c WHERE c.shipment_id = s.id
          AND c.type = 'settlement_decided' AND c.data ->> 'decision' = 'credit'), 0)::int AS credits_minor,
        0 AS refunds_minor, 0 AS claims_minor,
        150 * (SELECT count(*) FROM shipment_event a WHERE a.shipment_id = s.id
          AND a.type IN ('attempt_failed', 'pickup_attempted'))::int AS redelivery_minor,
        ${dwell.join(',')}
      FROM shipment s JOIN shipment_event b ON b.shipment_id = s.id AND b.type = 'booked'
        JOIN first_end e ON e.id = s.id LEFT JOIN first_visit f ON f.id = s.id
        LEFT JOIN (SELECT DISTINCT ON (id) * FROM visit WHERE result <> 'ready' ORDER BY id, seq) d ON d.id = s.id
    ) r`)
}

/** Of exceptions: what the events say of the last opening and of the end of each. */
export async function makeExceptionReference(raw: Pool): Promise<void> {
  await raw.query(`
    CREATE TABLE reference_raised AS SELECT e.shipment_id, (e.data -> 'exception' ->> 'id')::uuid AS id, e.seq,
      e.data -> 'exception' ->> 'type' AS type, (e.data -> 'exception' ->> 'raisedAtMs')::bigint AS raised_ms,
      (e.data -> 'exception' ->> 'level')::int AS level
    FROM shipment_event e
    WHERE e.type = 'exception_raised' AND e.data -> 'exception' ->> 'state' <> 'noise'`)
  await raw.query(`
    CREATE TABLE reference_exceptions AS SELECT x.*, (resolved_at IS NOT NULL)::int AS resolved,
      (resolved_at IS NULL)::int AS unresolved, 1 AS raised, (step > 1)::int AS escalated,
      coalesce(extract(epoch FROM resolved_at) - raised_ms / 1000.0, 0)::float AS resolve_s,
      coalesce(resolved_at <= x.sla_due_at, false)::int AS in_sla FROM (
      SELECT r.id, r.type, r.raised_ms, s.partner_id, s.courier_id, s.zone, s.level_code, k.sla_due_at,
        (to_timestamp(r.raised_ms / 1000.0) AT TIME ZONE 'Europe/Berlin')::date AS day,
        greatest(r.level, (SELECT max((u.data ->> 'level')::int) FROM shipment_event u WHERE u.shipment_id = r.shipment_id
          AND u.type = 'exception_escalated' AND u.data ->> 'exceptionId' = r.id::text)) AS step,
        (SELECT d.recorded_at FROM shipment_event d WHERE d.shipment_id = r.shipment_id AND d.type = 'exception_resolved'
          AND d.data ->> 'exceptionId' = r.id::text AND NOT EXISTS (SELECT FROM shipment_event o
            WHERE o.shipment_id = r.shipment_id AND o.seq > d.seq AND o.type = 'exception_reopened'
              AND o.data -> 'exception' ->> 'id' = r.id::text)
          ORDER BY d.seq DESC LIMIT 1) AS resolved_at
      FROM reference_raised r JOIN shipment s ON s.id = r.shipment_id JOIN exception k ON k.id = r.id
    ) x`)
}
