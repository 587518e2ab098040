import type { Client } from 'pg'
import type { DateOrder } from '#domain/import-instants.ts'
import { mostAheadMs } from '#domain/imports.ts'
import type { MappingVerdict, Said } from '#domain/mapping.ts'
import { statuses } from '#domain/status.ts'

// The long statements of a dry run, on a connection of their own: no pool waits for them, and none cuts them short.

const wordsAtOnce = 2_000

/**
 * Opens the transaction of a dry run and the table in which its rows lie until they are judged: without indexes, and gone
 * with the transaction. Rows that came as JSON are taken from where they wait.
 */
export async function openStage(client: Client, importId: string, isFile: boolean): Promise<void> {
  await client.query('BEGIN')
  await client.query(`SET LOCAL work_mem = '64MB'`)
  await client.query('CREATE TEMP TABLE stage (LIKE import_row) ON COMMIT DROP')
  await client.query('DELETE FROM import_word WHERE import_id = $1', [importId])
  const gone = 'DELETE FROM import_row WHERE import_id = $1'
  await client.query(isFile ? gone : `WITH gone AS (${gone} RETURNING *) INSERT INTO stage SELECT * FROM gone`, [
    importId,
  ])
}

/** Decides what dates mean that may begin with the day or with the month; undecided they are no dates. */
export async function settleDates(client: Client, order: DateOrder | null): Promise<void> {
  await client.query(
    `UPDATE stage SET
       occurred_at = CASE $1 WHEN 'mdy' THEN other_at WHEN 'dmy' THEN occurred_at END,
       outcome = CASE WHEN $1::text IS NULL OR
         CASE $1 WHEN 'mdy' THEN other_at ELSE occurred_at END > now() + $2 * interval '1 millisecond' THEN 'bad' END,
       cause = CASE WHEN $1::text IS NULL THEN 'day_or_month' ELSE 'future' END,
       message = CASE WHEN $1::text IS NULL
         THEN 'The date may begin with the day or with the month: say which, and it can be read.'
         ELSE 'The time lies in the future.' END,
       other_at = NULL
     WHERE other_at IS NOT NULL`,
    [order, mostAheadMs],
  )
  await client.query('UPDATE stage SET cause = NULL, message = NULL WHERE outcome IS NULL AND cause IS NOT NULL')
}

/** Gives every distinct word of an import its verdict; `read` is asked once for each. */
export async function readWords(client: Client, importId: string, read: (said: Said) => MappingVerdict): Promise<void> {
  await client.query('ANALYZE stage')
  await client.query(
    `INSERT INTO import_word (import_id, id, code, text, reason)
     SELECT $1, row_number() OVER (), code, text, reason
     FROM (SELECT DISTINCT code, text, reason FROM stage WHERE outcome IS NULL) AS w`,
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
 * Says of every row what applying it would do: its parcel among the partner's own, whether it was said before, what its
 * word means, and whether the parcel is further already. The rows are kept with that, and the transaction ends.
 */
export async function judgeRows(client: Client, { importId, partnerId, sha256 }: Judging): Promise<void> {
  for (const { statement, values } of judging({ importId, partnerId, sha256 })) await client.query(statement, values)
  await client.query('COMMIT')
}

type Step = { statement: string; values?: unknown[] }

/** Small tables in between are counted before they are used, so that each step is planned for what is there. */
function judging({ importId, partnerId, sha256 }: Judging): Step[] {
  return [
    { statement: 'CREATE TEMP TABLE named (number text) ON COMMIT DROP' },
    { statement: names },
    { statement: 'ANALYZE named' },
    {
      statement: 'CREATE TEMP TABLE parcel (number text, id uuid, status text, entered_at timestamptz) ON COMMIT DROP',
    },
    { statement: parcels, values: [partnerId] },
    { statement: 'ANALYZE parcel' },
    {
      statement: `CREATE TEMP TABLE said (line int, shipment_id uuid, status text, entered_at timestamptz, word_id int,
        kind text, to_status text, occurred_at timestamptz, event_key text) ON COMMIT DROP`,
    },
    // The words of this import are not counted: row by row, everything would be compared with everything.
    { statement: 'SET LOCAL enable_nestloop = off' },
    { statement: sayings, values: [importId, sha256] },
    { statement: 'SET LOCAL enable_nestloop = on' },
    { statement: 'ANALYZE said' },
    {
      statement: `CREATE TEMP TABLE judged (line int, shipment_id uuid, event_key text, word_id int, outcome text,
        cause text) ON COMMIT DROP`,
    },
    { statement: verdicts, values: [partnerId, statuses] },
    { statement: 'ANALYZE judged' },
    { statement: outcomes, values: [importId, partnerId] },
  ]
}

const names = `
  INSERT INTO named SELECT DISTINCT number FROM stage WHERE outcome IS NULL`

/** Two parcels of one reference are no answer. */
const parcels = `
  INSERT INTO parcel
  SELECT n.number, s.id, s.status, s.entered_at
  FROM named n JOIN shipment s ON s.tracking_number = n.number AND s.partner_id = $1
  UNION ALL
  SELECT number, (array_agg(id))[1], min(status), min(entered_at) FROM (
    SELECT n.number, s.id, s.status, s.entered_at
    FROM named n JOIN booking b ON upper(b.reference) = n.number
      JOIN shipment s ON s.id = b.shipment_id AND s.partner_id = $1
    WHERE NOT EXISTS (SELECT FROM shipment o WHERE o.tracking_number = n.number AND o.partner_id = $1)
  ) AS r GROUP BY number HAVING count(*) = 1`

const sayings = `
  INSERT INTO said
  SELECT r.line, p.id, p.status, p.entered_at, w.id, w.verdict ->> 'kind', w.verdict #>> '{effect,status}', r.occurred_at,
    CASE WHEN r.occurred_at IS NULL AND r.event_id = '' THEN 'row:' || $2::text || ':' || r.line
      ELSE partner_event_key(r.event_id, coalesce(nullif(r.code, ''), r.text), r.occurred_at, r.place) END
  FROM stage r
    JOIN import_word w ON w.import_id = $1 AND w.code = r.code AND w.text = r.text AND w.reason = r.reason
    LEFT JOIN parcel p ON p.number = r.number
  WHERE r.outcome IS NULL`

const verdicts = `
  INSERT INTO judged
  SELECT line, shipment_id, event_key, word_id, CASE
      WHEN shipment_id IS NULL THEN 'unknown_parcel'
      WHEN is_known OR nth > 1 THEN 'unchanged'
      WHEN kind <> 'mapped' THEN kind
      WHEN occurred_at < entered_at AND array_position($2::text[], to_status) <= array_position($2::text[], status)
        THEN 'backward'
      WHEN occurred_at IS NULL AND to_status = status THEN 'unchanged'
      ELSE 'new' END,
    CASE WHEN is_known THEN 'known' WHEN nth > 1 THEN 'repeated' END
  FROM (
    SELECT said.*, p.command_id IS NOT NULL AS is_known,
      row_number() OVER (PARTITION BY said.shipment_id, said.event_key ORDER BY said.line) AS nth
    FROM said LEFT JOIN partner_event p ON p.shipment_id = said.shipment_id AND p.partner_id = $1
      AND p.event_key = said.event_key AND p.again_of IS NULL
  ) AS known`

const outcomes = `
  INSERT INTO import_row (import_id, line, number, code, text, reason, place, note, event_id, evidence, occurred_at, message,
    shipment_id, word_id, outcome, command_id, cause)
  SELECT $1, r.line, r.number, r.code, r.text, r.reason, r.place, r.note, r.event_id, r.evidence, r.occurred_at, r.message,
    j.shipment_id, j.word_id, coalesce(j.outcome, r.outcome),
    CASE WHEN j.outcome IN ('new', 'unmapped', 'ambiguous') THEN partner_command_id($2, j.shipment_id, j.event_key) END,
    CASE coalesce(j.outcome, r.outcome) WHEN 'bad' THEN r.cause WHEN 'unchanged' THEN coalesce(j.cause, 'same_status')
      WHEN 'backward' THEN 'older' WHEN 'unknown_parcel' THEN 'unknown' END
  FROM stage r LEFT JOIN judged j ON j.line = r.line
  ORDER BY r.line`

/** How many rows there are of each outcome. */
export async function countRows(client: Client, importId: string): Promise<Record<string, number>> {
  const { rows } = await client.query<{ outcome: string; n: number }>(
    'SELECT outcome, count(*)::int AS n FROM import_row WHERE import_id = $1 GROUP BY outcome',
    [importId],
  )
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]))
}
