import { Check, CreditCard, ExternalLink } from 'lucide-react'
import type { CommandType } from '#domain/commands.ts'
import { type ConfirmedStep, stepsToConfirm } from '#domain/payloads.ts'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { confirmWords } from '../../words/journeys.ts'
import { CommandButton, CommandForm } from '../command-form.tsx'
import { RateForm } from './rate-form.tsx'

type Props = {
  shipmentId: string
  allowed: readonly CommandType[]
  confirmedSteps: readonly string[]
  checkoutUrl: string | null
  isDemo: boolean
  /** The steps that are this person's to confirm. */
  steps?: readonly ConfirmedStep[]
}

const asked: readonly CommandType[] = ['pay', 'confirm_step', 'verify_delivery', 'rate']

/** What only sender or recipient can do now; nothing when there is nothing. */
export function ActionsCard({ shipmentId, allowed, confirmedSteps, checkoutUrl, isDemo, ...rest }: Props) {
  const { steps = stepsToConfirm } = rest
  if (!checkoutUrl && !asked.some((type) => allowed.includes(type))) return null
  return (
    <Card title="Yours to do" className="border-accent">
      <div className="flex flex-col gap-5">
        {(allowed.includes('pay') || checkoutUrl) && <Pay {...{ shipmentId, checkoutUrl, isDemo }} />}
        {allowed.includes('verify_delivery') && <Verify shipmentId={shipmentId} />}
        {allowed.includes('rate') && <RateForm shipmentId={shipmentId} />}
        {allowed.includes('confirm_step') && <ConfirmSteps {...{ shipmentId, confirmedSteps, steps }} />}
      </div>
    </Card>
  )
}

type PayProps = Pick<Props, 'shipmentId' | 'checkoutUrl' | 'isDemo'>

function Pay({ shipmentId, checkoutUrl, isDemo }: PayProps) {
  if (checkoutUrl) {
    return (
      <div>
        <p className="text-sm text-text-2">
          The payment page is open for you. Nothing is charged before the delivery is confirmed.
        </p>
        <a
          href={checkoutUrl}
          className="mt-3 inline-flex min-h-11 items-center gap-2 rounded-md bg-accent-fill px-5 text-sm font-semibold text-on-accent hover:bg-accent-press"
        >
          Go to the payment page <ExternalLink aria-hidden="true" className="size-4" />
        </a>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-text-2">
        The amount is only reserved now, and charged once the delivery is confirmed.
      </p>
      <div className="flex flex-wrap gap-2">
        {isDemo && (
          <CommandForm shipmentId={shipmentId} type="pay" formKey={`${shipmentId}-pay-stored`}>
            <input type="hidden" name="method" value="card" />
            <input type="hidden" name="paymentMethodId" value="pm_card_visa" />
            <CommandButton>
              <CreditCard aria-hidden="true" className="size-4" /> Use the stored test card
            </CommandButton>
          </CommandForm>
        )}
        <CommandForm shipmentId={shipmentId} type="pay" formKey={`${shipmentId}-pay-card`}>
          <input type="hidden" name="method" value="card" />
          <CommandButton tone={isDemo ? 'secondary' : 'primary'}>Pay by card</CommandButton>
        </CommandForm>
        <CommandForm shipmentId={shipmentId} type="pay" formKey={`${shipmentId}-pay-account`}>
          <input type="hidden" name="method" value="account" />
          <CommandButton tone="secondary">On account</CommandButton>
        </CommandForm>
      </div>
    </div>
  )
}

function Verify({ shipmentId }: { shipmentId: string }) {
  return (
    <CommandForm shipmentId={shipmentId} type="verify_delivery" className="flex flex-col gap-3">
      <p className="text-sm text-text-2">Did everything arrive in good order? Your word settles the payment.</p>
      <TextField label="Anything to add" name="note" maxLength={2000} />
      <CommandButton size="large">
        <Check aria-hidden="true" className="size-5" /> Yes, everything arrived
      </CommandButton>
    </CommandForm>
  )
}

type StepsProps = Pick<Props, 'shipmentId' | 'confirmedSteps'> & { steps: readonly ConfirmedStep[] }

function ConfirmSteps({ shipmentId, confirmedSteps, steps }: StepsProps) {
  return (
    <ul className="flex flex-col gap-3">
      {steps.map((step) => (
        <li key={step} className="flex items-center justify-between gap-3">
          <span className="text-sm">
            <span className="block font-medium">{confirmWords[step]?.name}</span>
            <span className="block text-xs text-text-3">{confirmWords[step]?.explains}</span>
          </span>
          {confirmedSteps.includes(step) ? (
            <span className="flex items-center gap-1 text-sm font-semibold text-ok">
              <Check aria-hidden="true" className="size-4" /> Confirmed
            </span>
          ) : (
            <CommandForm shipmentId={shipmentId} type="confirm_step" formKey={`${shipmentId}-confirm-${step}`}>
              <input type="hidden" name="step" value={step} />
              <CommandButton tone="secondary" size="small">
                Confirm <span className="sr-only">{confirmWords[step]?.name}</span>
              </CommandButton>
            </CommandForm>
          )}
        </li>
      ))}
    </ul>
  )
}
