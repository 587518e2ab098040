import { openAsBlob } from 'node:fs'
import { basename } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import createClient from 'openapi-fetch'
import type { components, paths } from './import-api.d.ts'
import { say } from './report.ts'

type Import = components['schemas']['Import']

export type ImportWish = {
  url: string
  apiKey: string
  file: string
  /** For an admin's key: whose rows these are. */
  partnerId: string | undefined
  isApplied: boolean
}

const lookEveryMs = 500
const names = {
  new: 'new',
  unchanged: 'unchanged',
  unmapped: 'words that no rule knows',
  ambiguous: 'words that two rules read differently',
  unknownParcel: 'parcels that are not yours',
  backward: 'older than where the parcel is',
  bad: 'bad rows',
  applied: 'applied',
  inReview: 'waiting for somebody to look',
} as const satisfies Partial<Record<keyof Import['counts'], string>>

/** Uploads a file through the public API, follows it, and says what became of its rows; false when it failed. */
export async function importFile({ url, apiKey, file, partnerId, isApplied }: ImportWish): Promise<boolean> {
  const client = createClient<paths>({ baseUrl: url, headers: { authorization: `Bearer ${apiKey}` } })
  const form = new FormData()
  // The blob reads the file while it is sent.
  form.set('file', await openAsBlob(file), basename(file))
  const query = { dryRun: isApplied ? 'false' : 'true', ...(partnerId !== undefined && { partnerId }) } as const
  const sent = await client.POST('/api/v1/imports', {
    params: { query },
    // The form is the body; its fields are what the description names.
    body: { file: basename(file) },
    bodySerializer: () => form,
  })
  if (!sent.data) throw new Error(sent.error.detail)
  const { id } = sent.data
  for (let told = ''; ; await sleep(lookEveryMs)) {
    const { data, error } = await client.GET('/api/v1/imports/{id}', { params: { path: { id } } })
    if (!data) throw new Error(error.detail)
    if (data.state !== 'staging' && data.state !== 'applying') return report(data)
    const line = progressOf(data)
    if (line !== told) say(line)
    told = line
  }
}

function progressOf({ state, progress }: Import): string {
  if (!progress) return `... ${state}`
  const left = progress.secondsLeft === null ? '' : `, about ${progress.secondsLeft} s left`
  return `... ${progress.done} of ${progress.total} rows, ${progress.perSecond} a second${left}`
}

function report({ id, state, counts, failure, examples = [] }: Import): boolean {
  say(`${state}: ${counts.rows} rows (import ${id})`)
  if (failure !== null) say(`  ${failure}`)
  for (const [key, name] of Object.entries(names)) {
    // The keys of the table are those of the counts.
    const count = counts[key as keyof typeof names]
    if (count > 0) say(`  ${String(count).padStart(7)}  ${name}`)
  }
  for (const { line, message } of examples) if (message !== null) say(`  line ${line}: ${message}`)
  return state !== 'failed'
}
