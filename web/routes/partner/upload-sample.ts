import type { LoaderFunctionArgs } from '../../framework.ts'
import { withRole } from '../../server/guard.server.ts'

const sample = `tracking_number,status,occurred_at,place,reason,note
WB00000001,picked_up,2026-03-02T08:15:00+01:00,Depot Leipzig,,
WB00000001,in_transit,2026-03-02T11:40:00+01:00,Hub Halle,,
WB00000002,attempt_failed,2026-03-02T14:05:00+01:00,Halle (Saale),not_home,"Nobody opened, card left"
`

/** A file to begin with: its numbers are nobody's. */
export function loader(asked: LoaderFunctionArgs) {
  withRole(asked, ['partner'])
  return new Response(sample, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="waybill-sample.csv"',
    },
  })
}
