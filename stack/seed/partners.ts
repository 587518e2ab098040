import { z } from 'zod'
import { aftership } from '#domain/vocabularies/aftership.ts'
import { type Client, signIn } from '../client.ts'
import { demoPassword, emailOf } from './people.ts'
import { nth, recipients, senders } from './places.ts'

const mine = z.looseObject({ partnerId: z.string() })
const mapping = z.looseObject({ version: z.number() })

/** What each parcel of the partner has been told, in its own words; one of them nobody understands yet. */
const lives: readonly (readonly Word[])[] = [
  [],
  [{ code: 'InTransit_002', place: 'Berlin' }],
  [
    { code: 'InTransit_002', place: 'Berlin' },
    { code: 'OutForDelivery_001', place: 'Leipzig' },
  ],
  [
    { code: 'InTransit_002', place: 'Berlin' },
    { code: 'AttemptFail_002', place: 'Hamburg' },
  ],
  [
    { code: 'InTransit_001', place: 'Hannover' },
    { code: 'Umschlag Nacht', text: 'Im Nachtumschlag Hannover', place: 'Hannover' },
  ],
  [{ code: 'OutForDelivery_001' }, { code: 'Delivered_003', hasEvidence: true }],
]
type Word = { code: string; text?: string; place?: string; hasEvidence?: boolean }

/** Parcels on the leg of the first partner, with its mapping; done again it changes nothing. */
export async function seedPartner(baseUrl: string, { admin, customer }: Record<'admin' | 'customer', Client>) {
  const partner = await signIn(baseUrl, { email: emailOf('partner'), password: demoPassword })
  const { partnerId } = mine.parse(await partner.get('/me'))
  const { version } = mapping.parse(await admin.get(`/mappings/${partnerId}`))
  if (version === 0) {
    const document = { rules: aftership.rules, reason: 'The code list that Spree Logistik reports in' }
    await admin.send('PUT', `/mappings/${partnerId}`, document)
  }
  for (const [number, words] of lives.entries()) {
    const booking = {
      serviceLevel: 'economy',
      carriage: 'partner',
      partnerId,
      sender: nth(senders, number + 3),
      recipient: nth(recipients, number + 5),
      parcels: [{ weightGrams: 1_200 + number * 300, description: 'Spare parts' }],
      reference: `SP-${2_001 + number}`,
      payment: { method: 'account' },
    }
    const { id } = await customer.book(booking, `seed-partner-${number + 1}`)
    for (const [step, word] of words.entries()) {
      await partner.command(id, 'partner_status', { ...word, eventId: `seed-${number + 1}-${step + 1}` })
    }
  }
}
