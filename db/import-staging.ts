import type { Client } from 'pg'
import type { DateOrder } from '#domain/import-instants.ts'
import { mostAheadMs } from '#domain/imports.ts'
import type { MappingVerdict, Said } from '#domain/mapping.ts'
import { statuses } from '#domain/status.ts'

// The long statements of a dry run, on a connection of their own: no pool waits for them, and none cuts them short.

const wordsAtOnce = 2_000

/** Takes back what an earlier try has staged; rows that came as JSON stay, but what was said of them goes. */
export async function clearStaged(client: Client, importId: string, isFile: boolean): Promise<void> {
  await client.query('DELETE FROM import_word WHERE import_id = $1', [importId])
  const rows = isFile
    ? 'DELETE FROM import_row WHERE import_id = $1'
    : `UPDATE import_row SET outcome = NULL, cause = NULL WHERE import_id = $1 AND outcome <> 'bad'`
  await client.query(rows, [importId])
}

/** Decides what dates mean that may begin with the day or with the month; undecided they are no dates. */
export async function settleDates(client: Client, importId: string, order: DateOrder | null): Promise<void> {
  await client.query(
    `UPDATE import_row SET
       occurred_at = CASE $2 WHEN 'mdy' THEN other_at WHEN 'dmy' THEN occurred_at END,
       outcome = CASE WHEN $2::text IS NULL OR
         CASE $2 WHEN 'mdy' THEN other_at ELSE occurred_at END > now() + $3 * interval '1 millisecond' THEN 'bad' END,
       cause = CASE WHEN $2::text IS NULL THEN 'day_or_month' ELSE 'future' END,
       message = CASE WHEN $2::text IS NULL
         THEN 'The date may begin with the day or with the month: say which, and it can be read.'
         ELSE 'The time lies in the future.' END,
       other_at = NULL
     WHERE import_id = $1 AND other_at IS NOT NULL`,
    [importId, order, mostAheadMs],
  )
  await client.query(
    `UPDATE import_row SET cause = NULL, message = NULL WHERE import_id = $1 AND outcome IS NULL AND cause IS NOT NULL`,
    [importId],
  )
}

/** Gives every distinct word of an import its verdict; `read` is asked once for each. */
export async function readWords(client: Client, importId: string, read: (said: Said) => MappingVerdict): Promise<void> {
  await client.query(
    `INSERT INTO import_word (import_id, id, code, text, reason)
     SELECT $1, row_number() OVER (), code, text, reason
     FROM (SELECT DISTINCT code, text, reason FROM import_row WHERE import_id = $1 AND outcome IS NULL) AS w`,
    [importId],
  )
  for (let last = 0; ; ) {
    const { rows } = await client.query<Said & { id: number }>(
      `SELECT id, code, text, reason FROM import_word WHERE import_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
      [importId, last, wordsAtOnce],
    )
    const final = rows.at(-1)
    if (!final) return
    const verdicts = rows.map((word) => JSON.stringify(read(word)))
    await client.query(
      `UPDATE import_word w SET verdict = v.verdict
       FROM unnest($2::int[], $3::jsonb[]) AS v (id, verdict) WHERE w.import_id = $1 AND w.id = v.id`,
      [importId, rows.map(({ id }) => id), verdicts],
    )
    last = final.id
  }
}

export type Judging = { importId: string; partnerId: string; sha256: string }

/**
 * Says of every row what applying it would do, in one statement: its parcel among the partner's own, whether it was
 * said before, what its word means, and whether the parcel is further already.
 */
export async function judgeRows(client: Client, { importId, partnerId, sha256 }: Judging): Promise<void> {
  await client.query(judging, [importId, partnerId, sha256, statuses])
}

const judging = `
  WITH found AS (
    SELECT r.line, r.code, r.text, r.reason, r.occurred_at, r.event_id, r.place,
      coalesce(by_number.id, by_reference.id) AS shipment_id
    FROM import_row r
    LEFT JOIN shipment by_number ON by_number.tracking_number = r.number AND by_number.partner_id = $2
    LEFT JOIN LATERAL (
      -- Two parcels of one reference are no answer.
      SELECT min(s.id::text)::uuid AS id FROM booking b JOIN shipment s ON s.id = b.shipment_id
      WHERE by_number.id IS NULL AND upper(b.reference) = r.number AND s.partner_id = $2 HAVING count(*) = 1
    ) by_reference ON true
    WHERE r.import_id = $1 AND r.outcome IS NULL
  ), keyed AS (
    SELECT f.*, CASE WHEN f.occurred_at IS NULL AND f.event_id = '' THEN 'row:' || $3::text || ':' || f.line
      ELSE partner_event_key(f.event_id, coalesce(nullif(f.code, ''), f.text), f.occurred_at, f.place) END AS event_key
    FROM found f
  ), known AS (
    SELECT k.*, s.status, s.entered_at, w.id AS word_id, w.verdict, p.command_id IS NOT NULL AS is_known,
      row_number() OVER (PARTITION BY k.shipment_id, k.event_key ORDER BY k.line) AS nth
    FROM keyed k
    LEFT JOIN shipment s ON s.id = k.shipment_id
    LEFT JOIN partner_event p ON p.shipment_id = k.shipment_id AND p.partner_id = $2 AND p.event_key = k.event_key
      AND p.again_of IS NULL
    LEFT JOIN import_word w ON w.import_id = $1 AND w.code = k.code AND w.text = k.text AND w.reason = k.reason
  ), judged AS (
    SELECT line, shipment_id, event_key, word_id, CASE
      WHEN shipment_id IS NULL THEN 'unknown_parcel'
      WHEN is_known OR nth > 1 THEN 'unchanged'
      WHEN verdict ->> 'kind' <> 'mapped' THEN verdict ->> 'kind'
      WHEN occurred_at < entered_at AND verdict #>> '{effect,kind}' = 'status'
        AND array_position($4::text[], verdict #>> '{effect,status}') <= array_position($4::text[], status)
        THEN 'backward'
      WHEN occurred_at IS NULL AND verdict #>> '{effect,status}' = status THEN 'unchanged'
      ELSE 'new' END AS outcome, CASE
      WHEN is_known THEN 'known' WHEN nth > 1 THEN 'repeated' END AS repeat
    FROM known
  )
  UPDATE import_row r SET shipment_id = j.shipment_id, word_id = j.word_id, outcome = j.outcome,
    command_id = CASE WHEN j.outcome IN ('new', 'unmapped', 'ambiguous')
      THEN partner_command_id($2, j.shipment_id, j.event_key) END,
    cause = CASE j.outcome WHEN 'unchanged' THEN coalesce(j.repeat, 'same_status') WHEN 'backward' THEN 'older'
      WHEN 'unknown_parcel' THEN 'unknown' END
  FROM judged j WHERE r.import_id = $1 AND r.line = j.line`

/** How many rows there are of each outcome. */
export async function countRows(client: Client, importId: string): Promise<Record<string, number>> {
  const { rows } = await client.query<{ outcome: string; n: number }>(
    'SELECT outcome, count(*)::int AS n FROM import_row WHERE import_id = $1 GROUP BY outcome',
    [importId],
  )
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]))
}
