import { LoaderCircle, LocateFixed } from 'lucide-react'
import { useEffect, useState } from 'react'
import { TextField } from '../../ui/field.tsx'

type Fix = { lat: string; lng: string; accuracyMeters: string }
type State = { kind: 'idle' | 'asking' | 'refused' } | { kind: 'fixed'; fix: Fix }

/** The position of the device at one press; typed where that does not work. */
export function PositionField() {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const [canAsk, setCanAsk] = useState(false)
  useEffect(() => setCanAsk('geolocation' in navigator), [])

  function ask() {
    setState({ kind: 'asking' })
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setState({ kind: 'fixed', fix: fixOf(coords) }),
      () => setState({ kind: 'refused' }),
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  if (state.kind === 'fixed') {
    const { lat, lng, accuracyMeters } = state.fix
    return (
      <div className="flex items-center gap-3">
        <LocateFixed aria-hidden="true" className="size-6 text-ok" />
        <p className="figures text-sm" role="status">
          Position taken, within {accuracyMeters} m
        </p>
        <input type="hidden" name="lat" value={lat} />
        <input type="hidden" name="lng" value={lng} />
        <input type="hidden" name="accuracyMeters" value={accuracyMeters} />
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-2">
      {canAsk && (
        <button
          type="button"
          onClick={ask}
          className="flex min-h-12 items-center justify-center gap-2 rounded-md border border-line-strong bg-surface-1 px-4 font-semibold hover:bg-surface-3"
        >
          {state.kind === 'asking' ? (
            <LoaderCircle aria-hidden="true" className="size-5 animate-spin" />
          ) : (
            <LocateFixed aria-hidden="true" className="size-5 text-accent" />
          )}
          {state.kind === 'asking' ? 'Looking for you' : 'Use my position'}
        </button>
      )}
      {state.kind === 'refused' && (
        <p role="status" className="text-sm text-text-2">
          The device gave no position. Allow it in the settings of the browser, or type it.
        </p>
      )}
      <details open={state.kind === 'refused' || undefined}>
        <summary className="flex min-h-11 w-fit items-center text-sm font-semibold text-accent underline underline-offset-4">
          Type it
        </summary>
        <div className="grid grid-cols-2 gap-3 pt-1">
          <TextField label="Latitude" name="lat" inputMode="decimal" isMarked />
          <TextField label="Longitude" name="lng" inputMode="decimal" isMarked />
        </div>
      </details>
    </div>
  )
}

function fixOf({ latitude, longitude, accuracy }: GeolocationCoordinates): Fix {
  return { lat: latitude.toFixed(6), lng: longitude.toFixed(6), accuracyMeters: String(Math.round(accuracy)) }
}
