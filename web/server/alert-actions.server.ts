import type { Services, Viewer } from '#api/services/contract.ts'
import { type ExceptionType, exceptionTypes } from '#domain/exception-types.ts'
import type { AlertPreferencesView } from '#domain/views-operations.ts'
import { fieldOf, textOf, textsOf } from './form.server.ts'
import { missing } from './problems.server.ts'

const hourMs = 3_600_000
const muteHours = 8

type Asked = { alerts: Services['alerts']; viewer: Viewer }

/** Runs what a button of the list asks for, and tells what was done. */
export async function actOnAlerts(form: FormData, { alerts, viewer }: Asked): Promise<'read' | 'all' | 'muted'> {
  const wanted = form.get('do')
  if (wanted === 'read') {
    await alerts.read({ ids: [fieldOf(form, 'id')] }, viewer)
    return 'read'
  }
  if (wanted === 'all') {
    await alerts.read({}, viewer)
    return 'all'
  }
  const type = exceptionTypes.find((known) => known === form.get('type'))
  if (wanted !== 'mute' || !type) throw missing()
  const now = await alerts.preferences(viewer)
  await alerts.setPreferences({ ...now, muted: withMuted(now.muted, type, muteHours) }, viewer)
  return 'muted'
}

type Muted = AlertPreferencesView['muted']

function withMuted(muted: Muted, type: ExceptionType, hours: number): Muted {
  const until = new Date(Date.now() + hours * hourMs).toISOString()
  return [...muted.filter((other) => other.type !== type), { type, until }]
}

/** The preferences of a posted form (api.md, PUT /alerts/preferences); what is wrong goes on to be refused. */
export function preferencesOf(form: FormData, { muted }: AlertPreferencesView) {
  const kept = muted.filter(({ type }) => textsOf(form, 'muted').includes(type))
  const type = exceptionTypes.find((known) => known === form.get('muteType'))
  const hours = Number(form.get('muteHours'))
  return {
    email: form.has('email'),
    sms: form.has('sms'),
    webhook: form.has('webhook'),
    phone: textOf(form, 'phone')?.replaceAll(/[\s()/.-]/g, '') ?? null,
    webhookUrl: textOf(form, 'webhookUrl'),
    sound: form.has('sound'),
    quietFrom: textOf(form, 'quietFrom'),
    quietTo: textOf(form, 'quietTo'),
    zone: fieldOf(form, 'zone'),
    muted: type && hours > 0 && hours <= 24 * 14 ? withMuted(kept, type, hours) : kept,
  }
}
