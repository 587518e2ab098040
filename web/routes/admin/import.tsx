import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from '../../framework.ts'
import { ImportRun } from '../../parts/imports/page.tsx'
import { withRole } from '../../server/guard.server.ts'
import { actOnImport, type ImportPage, readImport } from '../../server/imports.server.ts'
import { importStateTable } from '../../words/imports.ts'

/** What a file means is its partner's to say: an admin stops it and lets it go on. */
const moves = ['pause', 'resume', 'cancel'] as const

export function meta({ data }: { data?: ImportPage }) {
  return [
    { title: data ? `${importStateTable[data.file.state].name}, ${data.file.name} · Waybill` : 'Import · Waybill' },
  ]
}

export function loader(asked: LoaderFunctionArgs) {
  return readImport(asked, withRole(asked, ['admin']))
}

export function action(asked: ActionFunctionArgs) {
  return actOnImport(asked, { viewer: withRole(asked, ['admin']), base: '/admin/imports', moves })
}

export default function Import() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <ImportRun
      {...{ page, refused, moves }}
      back={{ to: '/admin/imports', name: 'Imports' }}
      mappingPath={`/admin/mappings/${page.file.partner.id}`}
      parcelPath="/dispatch/shipments"
    />
  )
}
