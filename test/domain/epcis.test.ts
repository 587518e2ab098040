import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { epcisDocument, type SeenEvent } from '#domain/epcis.ts'
import schema from '../data/epcis-2.0-part.json' with { type: 'json' }

const subject = { base: 'https://waybill.example', shipmentId: 's1', barcodes: ['WB1-1', 'WB1-2'] }

function seen(type: string, data: SeenEvent['data'] = {}): SeenEvent {
  const at = '2026-05-01T08:00:00.000Z'
  return { seq: 1, type, occurredAt: at, recordedAt: at, hash: 'ab'.repeat(32), data }
}

/** Every event that moves parcels, and some that do not. */
const life: SeenEvent[] = [
  seen('booked'),
  seen('confirmed'),
  seen('started', { to: 'en_route_pickup' }),
  seen('picked_up'),
  seen('scanned', { facilityId: 'BER 04/ü', direction: 'in' }),
  seen('scanned', { facilityId: 'BER-04', direction: 'out' }),
  seen('scanned'),
  seen('started', { to: 'out_for_delivery' }),
  seen('dropoff_reached'),
  seen('attempt_failed'),
  seen('ready_to_collect', { pointId: 'P-7' }),
  seen('hold_placed'),
  seen('hold_released'),
  seen('delivered'),
  seen('return_started'),
  seen('return_completed'),
  seen('marked_lost'),
  seen('parcel_disposed'),
  seen('cancelled'),
  seen('exception_raised'),
]

const formats = {
  uri: (value: string) => /^[a-z][a-z0-9+.-]*:\S+$/i.test(value) && URL.canParse(value),
  'date-time': (value: string) => !Number.isNaN(Date.parse(value)),
}

test('every event that moves parcels makes a good EPCIS document, and no other event is in it', () => {
  const document = epcisDocument(subject, life, '2026-05-02T08:00:00.000Z')
  const check = new Ajv({ formats, strict: false }).compile(schema)
  expect(check(document), JSON.stringify(check.errors)).toBe(true)
  expect(document.epcisBody.eventList.map((event) => event['waybill:event'])).toEqual(
    life
      .map(({ type }) => type)
      .filter((type, index) => index !== 2 && !['confirmed', 'exception_raised'].includes(type)),
  )
})

test('a place is an address of ours without a person in it; where nobody told it there is none', () => {
  const { eventList } = epcisDocument(subject, life, '2026-05-02T08:00:00.000Z').epcisBody
  const at = (type: string) =>
    eventList
      .filter((event) => event['waybill:event'] === type)
      .map(({ bizStep, readPoint }) => [bizStep, readPoint?.id])
  expect(at('scanned')).toEqual([
    ['arriving', 'https://waybill.example/epcis/facilities/BER%2004%2F%C3%BC'],
    ['departing', 'https://waybill.example/epcis/facilities/BER-04'],
    ['arriving', undefined],
  ])
  expect(at('delivered')).toEqual([['receiving', 'https://waybill.example/epcis/stops/s1/dropoff']])
  expect(at('ready_to_collect')).toEqual([['storing', 'https://waybill.example/epcis/facilities/P-7']])
})

test('an event is named by its digest, in the way of RFC 6920', () => {
  const [event] = epcisDocument(subject, [seen('booked')], '2026-05-02T08:00:00.000Z').epcisBody.eventList
  expect(event?.eventID).toBe(`ni:///sha-256;${Buffer.from('ab'.repeat(32), 'hex').toString('base64url')}`)
})
