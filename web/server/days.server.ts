import { randomUUID } from 'node:crypto'
import type { Services, Viewer } from '#api/services/contract.ts'
import type { ShipmentView } from '#domain/views.ts'
import type { Option } from '../acts/field.ts'
import { capital, dayWords, type Reading } from '../format.ts'
import { instantFrom, wallTimeOf } from './act-fields.server.ts'
import { previewOf } from './preview.server.ts'

const dayMs = 86_400_000
const mostWorkDays = 10
/** Under every calendar this many days ahead are possible. */
const surelyDays = 8
const firstHour = '08:00'
const lastHour = '21:00'

export type Asked = { services: Services; shipment: ShipmentView; viewer: Viewer; reading: Reading }

/** Whether another day is a new attempt, or simply another day of delivery. */
export function isReattempt({ status }: Pick<ShipmentView, 'status'>): boolean {
  return status === 'attempt_failed' || status === 'available_for_pickup'
}

/** The days that can be chosen: from tomorrow to ten working days ahead, without Sundays, as far as the rules take them. */
export async function dayChoices({ services, shipment, viewer, reading }: Asked): Promise<Option[]> {
  const days = comingDays(reading)
  const isTaken = await Promise.all(
    days.map(async ({ date, ahead }) => {
      if (ahead <= surelyDays) return true
      const input = { commandId: randomUUID(), ...commandFor(shipment, date, reading) }
      const { kind } = await previewOf(services, { shipmentId: shipment.id, input }, viewer)
      return kind === 'would'
    }),
  )
  return days
    .filter((_, index) => isTaken[index])
    .map(({ date, ms }) => ({ value: choiceOf(shipment, date, reading), label: capital(dayWords(ms, reading)) }))
}

type Day = { date: string; ms: number; ahead: number }

function comingDays({ nowMs, zone }: Reading): Day[] {
  const days: Day[] = []
  for (let ahead = 1, left = mostWorkDays; left > 0; ahead++) {
    const ms = nowMs + ahead * dayMs
    const date = wallTimeOf(ms, zone).slice(0, 10)
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
    if (weekday !== 0) days.push({ date, ms, ahead })
    if (weekday !== 0 && weekday !== 6) left--
  }
  return days
}

function commandFor(shipment: ShipmentView, date: string, { zone }: Reading) {
  if (isReattempt(shipment)) return { type: 'decide_delivery', payload: { option: 'reattempt', date } }
  return { type: 'reschedule', payload: { stop: 'dropoff', window: windowOf(date, zone) } }
}

function choiceOf(shipment: ShipmentView, date: string, { zone }: Reading): string {
  return isReattempt(shipment) ? date : windowOf(date, zone).join('/')
}

/** A day from its first to its last delivery hour. */
function windowOf(date: string, zone: string): [from: string, to: string] {
  return [instantFrom(`${date}T${firstHour}`, zone), instantFrom(`${date}T${lastHour}`, zone)]
}

/** Mornings on which a hold may end. */
export function holdEnds(reading: Reading): Option[] {
  return comingDays(reading).map(({ date, ms }) => ({
    value: instantFrom(`${date}T${firstHour}`, reading.zone),
    label: capital(dayWords(ms, reading)),
  }))
}
