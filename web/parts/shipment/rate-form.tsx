import { Star } from 'lucide-react'
import { TextField } from '../../ui/field.tsx'
import { CommandButton, CommandForm } from '../command-form.tsx'

const stars = [1, 2, 3, 4, 5] as const
const tags = ['On time', 'Friendly', 'Careful', 'Good news on the way']

/** One to five stars, and what was good. */
export function RateForm({ shipmentId }: { shipmentId: string }) {
  return (
    <CommandForm shipmentId={shipmentId} type="rate" className="flex flex-col gap-3">
      <fieldset>
        <legend className="text-sm font-medium text-text-2">How was it?</legend>
        <div className="mt-1 flex flex-row-reverse justify-end gap-1">
          {[...stars].reverse().map((count) => (
            <label key={count} className="rate-star cursor-pointer p-1 text-text-3" title={`${count} of 5`}>
              <input type="radio" name="stars" value={count} required className="peer sr-only" />
              <Star
                aria-hidden="true"
                className="size-7 rounded-sm peer-focus-visible:outline-2 peer-focus-visible:outline-accent"
              />
              <span className="sr-only">{count === 1 ? '1 star' : `${count} stars`}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">What was good</legend>
        {tags.map((tag) => (
          <label
            key={tag}
            className="cursor-pointer rounded-full border border-line-strong px-3 py-1 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
          >
            <input type="checkbox" name="tags" value={tag} className="sr-only" />
            {tag}
          </label>
        ))}
      </fieldset>
      <TextField label="Anything else" name="text" maxLength={2000} />
      <CommandButton tone="secondary" className="self-start">
        Rate the delivery
      </CommandButton>
    </CommandForm>
  )
}
