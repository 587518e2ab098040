import { Banknote, CreditCard, FileText, type LucideIcon, WalletCards } from 'lucide-react'
import { TextField } from '../../ui/field.tsx'
import { useFilled } from './values.tsx'

type Option = { value: string; icon: LucideIcon; name: string; explains: string; isDemoOnly?: boolean }

const options: readonly Option[] = [
  {
    value: 'card/pm_card_visa',
    icon: WalletCards,
    name: 'Stored test card',
    explains: 'Visa of the demonstration. Reserved now, charged after delivery.',
    isDemoOnly: true,
  },
  {
    value: 'card',
    icon: CreditCard,
    name: 'Card',
    explains: 'On the hosted payment page. Reserved now, charged after delivery.',
  },
  { value: 'account', icon: FileText, name: 'On account', explains: 'Goes on your next invoice.' },
  { value: 'cod', icon: Banknote, name: 'Cash on delivery', explains: 'The courier collects the amount at the door.' },
]

/** How it is paid; the amount to collect shows only for cash. */
export function PaymentChoice({ isDemo }: { isDemo: boolean }) {
  const shown = options.filter(({ isDemoOnly }) => isDemo || !isDemoOnly)
  const first = useFilled('payment') ?? shown[0]?.value
  return (
    <div id="field-payment" className="group flex flex-col gap-3">
      <div className="grid gap-2 sm:grid-cols-2">
        {shown.map(({ value, icon: Icon, name, explains }) => (
          <label
            key={value}
            className="flex cursor-pointer items-start gap-3 rounded-md border-2 border-line p-3 hover:border-line-strong has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-text-2" />
            <span className="grow">
              <span className="block text-sm font-semibold">{name}</span>
              <span className="block text-xs text-text-2">{explains}</span>
            </span>
            <input
              type="radio"
              name="payment"
              value={value}
              defaultChecked={value === first}
              required
              className="mt-0.5 size-4 accent-(--accent-fill)"
            />
          </label>
        ))}
      </div>
      <div className="hidden group-has-[[value=cod]:checked]:block">
        <TextField
          label="Cash to collect, €"
          name="codAmount"
          inputMode="decimal"
          defaultValue={useFilled('codAmount') ?? ''}
          isMarked
          className="max-w-60"
        />
      </div>
    </div>
  )
}
