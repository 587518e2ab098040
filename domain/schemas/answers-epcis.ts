import { z } from 'zod'
import { instant } from './answers-shared.ts'
import { maybe } from './common.ts'

const uri = z.string()

const event = z
  .strictObject({
    type: z.literal('ObjectEvent'),
    eventID: uri,
    eventTime: instant,
    eventTimeZoneOffset: z.string(),
    recordTime: instant,
    epcList: z.array(uri),
    action: z.enum(['ADD', 'OBSERVE', 'DELETE']),
    bizStep: z.string(),
    disposition: z.string(),
    readPoint: maybe(z.strictObject({ id: uri })),
    bizTransactionList: z.array(z.strictObject({ type: z.literal('bol'), bizTransaction: uri })),
    'waybill:event': z.string(),
    'waybill:seq': z.int(),
  })
  .meta({ id: 'EpcisEvent' })

/** EPCIS 2.0 in JSON (ISO/IEC 19987), as far as we write it. */
export const epcisAnswer = z
  .strictObject({
    '@context': z.tuple([z.string(), z.strictObject({ waybill: z.string() })]),
    type: z.literal('EPCISDocument'),
    schemaVersion: z.string(),
    creationDate: instant,
    epcisBody: z.strictObject({ eventList: z.array(event) }),
  })
  .meta({ id: 'EpcisDocument' })
