import { type LoaderFunctionArgs, redirect } from '../../framework.ts'
import { TrackBox } from '../../parts/track-box.tsx'

export function meta() {
  return [{ title: 'Track a parcel · Waybill' }]
}

export function loader({ request }: LoaderFunctionArgs) {
  const number = new URL(request.url).searchParams.get('number')?.replaceAll(/\s/g, '').toUpperCase()
  if (number) throw redirect(`/track/${encodeURIComponent(number)}`)
  return null
}

export default function LookUp() {
  return (
    <div className="mx-auto max-w-md pt-10">
      <h1 className="text-2xl font-semibold">Where is my parcel?</h1>
      <div className="mt-5 rounded-lg border border-line bg-surface-1 p-6 shadow-card">
        <TrackBox />
      </div>
    </div>
  )
}
