import type { Services, Viewer } from '#api/services/contract.ts'
import type { MappingWire } from '#domain/schemas/mapping.ts'
import type { MappingView } from '#domain/views-partners.ts'
import { vocabularies } from '#domain/vocabularies/all.ts'
import type { Reading } from '../format.ts'
import { effectOf } from '../words/mappings.ts'
import { fieldOf, filled, numberOf, textOf } from './form.server.ts'
import { againLines, draftChanges, ruleLines, triedLines, versionLines, wordLine } from './present-mappings.server.ts'

type Rules = readonly MappingWire['rules'][number][]
type Asked = { mappings: Services['mappings']; partnerId: string; viewer: Viewer }

/** Everything that the workbench of one partner shows. */
export async function workbenchOf(
  { mappings, partnerId, viewer }: Asked,
  { q, reading }: { q: string; reading: Reading },
) {
  const mapping = await mappings.get(partnerId, viewer)
  const canPublish = viewer.permissions.includes('mappings.write')
  const rules = mapping.draft?.rules ?? mapping.rules
  const [words, tried, again] = await Promise.all([
    mappings.words(mapping.partnerId, {}, viewer),
    mapping.draft ? mappings.try(mapping.partnerId, { document: { rules: mapping.draft.rules } }, viewer) : null,
    canPublish && mapping.version > 0 ? previewOf(mappings, mapping, viewer) : null,
  ])
  return {
    partnerId: mapping.partnerId,
    partnerName: mapping.partnerName,
    version: mapping.version,
    canPublish,
    q,
    rules: ruleLines(rules, q),
    total: rules.length,
    draft: mapping.draft && {
      ...draftChanges(mapping.draft.rules, mapping.rules),
      by: mapping.draft.updatedByName,
      isSent: mapping.draft.isSent,
      conflicts: tried?.conflicts ?? [],
    },
    revision: mapping.draft?.revision ?? 0,
    tried: tried ? triedLines(tried) : [],
    words: words.map((word) => wordLine(word, reading)),
    again: again && againLines(again),
    versions: versionLines(mapping, reading),
    vocabularies: vocabularies.map(({ code, name, source }) => ({ value: code, label: name, source })),
  }
}

export type Workbench = Awaited<ReturnType<typeof workbenchOf>>

/** A version that comes into force later reads nothing again yet. */
async function previewOf(mappings: Services['mappings'], { partnerId, version }: MappingView, viewer: Viewer) {
  try {
    return await mappings.previewAgain(partnerId, { version }, viewer)
  } catch {
    return null
  }
}

/** Where an act leads to: back to the workbench, or to the job that it began. */
export type Acted = { to: 'workbench'; done: string } | { to: 'job'; id: string }

type Act = (asked: Asked, form: FormData) => Promise<Acted>

/** What can be done on the workbench, by the `intent` of the form. */
const acts: Readonly<Record<string, Act>> = {
  add: (asked, form) =>
    edit(asked, form, (rules) => {
      const effect = effectOf(fieldOf(form, 'effect'))
      const match = filled({
        code: textOf(form, 'code'),
        text: textOf(form, 'text'),
        regex: textOf(form, 'regex'),
        reason: textOf(form, 'reason'),
      })
      // What the list does not hold is refused by the schema, with its place.
      return [...rules, { match, effect: effect ?? {}, ...filled({ label: textOf(form, 'label') }) }]
    }),
  remove: (asked, form) => {
    const index = numberOf(form, 'index')
    return edit(asked, form, (rules) => rules.filter((_, place) => place !== index))
  },
  begin: (asked, form) =>
    edit(asked, form, (rules) => {
      const list = vocabularies.find(({ code }) => code === fieldOf(form, 'vocabulary'))
      return [...rules, ...(list?.rules ?? [])]
    }),
  send: async (asked, form) => {
    const { mappings, partnerId, viewer } = asked
    const { draft } = await mappings.get(partnerId, viewer)
    const revision = numberOf(form, 'revision') ?? 0
    await mappings.draft(partnerId, { rules: draft?.rules ?? [], revision, isSent: true }, viewer)
    return { to: 'workbench', done: 'sent' }
  },
  discard: async ({ mappings, partnerId, viewer }) => {
    await mappings.discard(partnerId, viewer)
    return { to: 'workbench', done: 'discarded' }
  },
  publish: async ({ mappings, partnerId, viewer }, form) => {
    const mapping = await mappings.get(partnerId, viewer)
    const from = textOf(form, 'effectiveFrom')
    const rules = mapping.draft?.rules ?? mapping.rules
    const given = { reason: textOf(form, 'why'), effectiveFrom: from && new Date(from).toISOString() }
    await mappings.publish(partnerId, { rules, version: numberOf(form, 'version') ?? 0, ...filled(given) }, viewer)
    return { to: 'workbench', done: 'published' }
  },
  again: async ({ mappings, partnerId, viewer }, form) => {
    const job = await mappings.applyAgain(partnerId, { version: numberOf(form, 'version') ?? 0 }, viewer)
    return { to: 'job', id: job.id }
  },
}

/** Does what a form of the workbench asks for. */
export async function actOnMapping(asked: Asked, form: FormData): Promise<Acted> {
  const act = acts[fieldOf(form, 'intent')]
  return act ? await act(asked, form) : { to: 'workbench', done: '' }
}

type Edited = readonly { match: object; effect: object }[]

/** Changes the draft, which begins as the newest version; one that was changed meanwhile is refused. */
async function edit(
  { mappings, partnerId, viewer }: Asked,
  form: FormData,
  change: (rules: Rules) => Edited,
): Promise<Acted> {
  const mapping = await mappings.get(partnerId, viewer)
  const rules = change(mapping.draft?.rules ?? mapping.rules)
  await mappings.draft(partnerId, { rules, revision: numberOf(form, 'revision') ?? 0 }, viewer)
  return { to: 'workbench', done: 'kept' }
}
