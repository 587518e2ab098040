import { Check, ScanBarcode } from 'lucide-react'
import { useState } from 'react'

type Props = { barcodes: readonly string[]; number: string }

/** Codes from a handheld scanner or typed, one a line; each found parcel is ticked as it comes. */
export function ScanField({ barcodes, number }: Props) {
  const [text, setText] = useState('')
  const codes = text.toUpperCase().split(/[\s,;]+/)
  const isFound = (barcode: string) => codes.includes(barcode) || (barcodes.length === 1 && codes.includes(number))
  return (
    <div>
      <div className="flex gap-2">
        <span className="grid size-11 shrink-0 place-items-center rounded-md bg-accent-soft text-accent">
          <ScanBarcode aria-hidden="true" className="size-6" />
        </span>
        <textarea
          name="scans"
          rows={Math.min(4, Math.max(1, barcodes.length))}
          aria-label="Codes of the parcels, one a line"
          placeholder="Scan or type"
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
          className="figures min-h-11 w-full rounded-md border border-line-strong bg-surface-1 px-3 py-2 text-base uppercase placeholder:normal-case placeholder:text-text-3"
        />
      </div>
      <ul className="mt-2 flex flex-wrap gap-2" aria-live="polite">
        {barcodes.filter(isFound).map((barcode) => (
          <li
            key={barcode}
            className="figures flex items-center gap-1 rounded-sm bg-ok-soft px-2 py-0.5 text-sm font-semibold text-ok"
          >
            <Check aria-hidden="true" className="size-4" /> {barcode}
          </li>
        ))}
      </ul>
    </div>
  )
}
