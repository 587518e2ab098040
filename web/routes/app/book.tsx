import { randomUUID } from 'node:crypto'
import { type ReactNode, useRef, useState } from 'react'
import {
  type ActionFunctionArgs,
  Form,
  type LoaderFunctionArgs,
  redirect,
  type ShouldRevalidateFunctionArgs,
  useActionData,
  useLoaderData,
  useNavigation,
} from '../../framework.ts'
import { bookingMessages } from '../../parts/booking/form-names.ts'
import { LevelChoice } from '../../parts/booking/level-choice.tsx'
import { ParcelFields } from '../../parts/booking/parcel-fields.tsx'
import { PaymentChoice } from '../../parts/booking/payment-choice.tsx'
import { PlaceFields } from '../../parts/booking/place-fields.tsx'
import { Receipt } from '../../parts/booking/receipt.tsx'
import { Section } from '../../parts/booking/section.tsx'
import { useLiveOffers } from '../../parts/booking/use-live-offers.ts'
import { FilledProvider, useFilled } from '../../parts/booking/values.tsx'
import { bookingOf, offersFor, type Values, valuesOf } from '../../server/booking.server.ts'
import { fieldOf } from '../../server/form.server.ts'
import { signedIn } from '../../server/guard.server.ts'
import { readingOf } from '../../server/preferences.server.ts'
import { load, type Problem, refusable } from '../../server/problems.server.ts'
import { slotsFrom } from '../../server/slots.server.ts'
import { SelectField, TextField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { sampleBooking } from '../../words/sample.ts'

export function meta() {
  return [{ title: 'New shipment · Waybill' }]
}

export function loader(asked: LoaderFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  return load(async () => {
    const reading = readingOf(request)
    const levels = await context.services.serviceLevels.list(viewer)
    const wanted: Values = context.isDemo ? sampleBooking : { 'sender.name': viewer.name, serviceLevel: 'next_day' }
    const level = levels.find(({ code }) => code === wanted.serviceLevel) ?? levels[0]
    const values: Values = { ...wanted, serviceLevel: level?.code ?? '' }
    return {
      bookingKey: randomUUID(),
      isDemo: context.isDemo,
      slots: slotsFrom(reading, { count: 8, hours: 4 }),
      values,
      offers: await offersFor(levels, { services: context.services, viewer, reading, values }),
    }
  })
}

export async function action(asked: ActionFunctionArgs) {
  const { request, context } = asked
  const viewer = signedIn(asked)
  const form = await request.formData()
  const values = valuesOf(form)
  const reading = readingOf(request)
  const levels = await context.services.serviceLevels.list(viewer)
  const offers = await offersFor(levels, { services: context.services, viewer, reading, values })
  if (form.get('intent') === 'quote') return { values, offers, problem: null }
  return await refusable(
    async () => {
      const by = { viewer, idempotencyKey: fieldOf(form, 'bookingKey') }
      const shipment = await context.services.shipments.book(bookingOf(form), by)
      throw redirect(shipment.payment?.checkoutUrl ?? `/app/shipments/${shipment.id}`)
    },
    (problem): { values: Values; offers: typeof offers; problem: Problem | null } => ({ values, offers, problem }),
  )
}

/** Asking for prices changes nothing else of the page. */
export function shouldRevalidate({ formData, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  return formData?.get('intent') === 'quote' ? false : defaultShouldRevalidate
}

export default function Book() {
  const loaded = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  const form = useRef<HTMLFormElement>(null)
  const values = answered?.values ?? loaded.values
  const [chosen, choose] = useState(values.serviceLevel ?? '')
  const { offers, isQuoting, onInput } = useLiveOffers(form, answered?.offers ?? loaded.offers)
  const isBooking = useNavigation().formData?.get('intent') === 'book'
  const problem = answered?.problem
  const messages = bookingMessages(problem?.errors ?? [])
  return (
    <>
      <h1 className="text-2xl font-semibold">Send a parcel</h1>
      <Form
        ref={form}
        method="post"
        onInput={onInput}
        className="mt-5 grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]"
      >
        <input type="hidden" name="bookingKey" value={loaded.bookingKey} />
        <FormErrorsProvider messages={messages}>
          <FilledProvider values={values}>
            <div className="flex min-w-0 flex-col gap-5">
              {problem && <ProblemSummary title={problem.title} message={problem.message} messages={messages} />}
              <Fields slots={loaded.slots} isDemo={loaded.isDemo}>
                <LevelChoice {...{ offers, chosen, choose, isQuoting }} />
              </Fields>
            </div>
          </FilledProvider>
        </FormErrorsProvider>
        <div className="lg:sticky lg:top-20">
          <Receipt offer={offers.find(({ level }) => level === chosen)} isBooking={isBooking} isQuoting={isQuoting} />
        </div>
      </Form>
    </>
  )
}

type FieldsProps = { slots: readonly { value: string; label: string }[]; isDemo: boolean; children: ReactNode }

function Fields({ slots, isDemo, children }: FieldsProps) {
  return (
    <>
      <div className="grid gap-5 xl:grid-cols-2">
        <Section number={1} title="From">
          <PlaceFields side="sender" />
        </Section>
        <Section number={2} title="To">
          <PlaceFields side="recipient" />
        </Section>
      </div>
      <Section number={3} title="Parcels">
        <ParcelFields />
      </Section>
      <Section number={4} title="Service">
        {children}
      </Section>
      <Section number={5} title="Pickup">
        <div className="grid gap-3 sm:grid-cols-2">
          <SelectField
            label="When may we come?"
            name="pickup"
            options={[{ value: '', label: 'Within the next four hours' }, ...slots]}
            defaultValue={useFilled('pickup') ?? ''}
            required={false}
            isMarked
          />
          <TextField
            label="Your reference"
            name="reference"
            defaultValue={useFilled('reference') ?? ''}
            maxLength={80}
          />
        </div>
      </Section>
      <Section number={6} title="Payment">
        <PaymentChoice isDemo={isDemo} />
      </Section>
    </>
  )
}
