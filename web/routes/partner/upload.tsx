import { type ActionFunctionArgs, type LoaderFunctionArgs, useActionData, useLoaderData } from '../../framework.ts'
import { ImportRun } from '../../parts/imports/page.tsx'
import { withRole } from '../../server/guard.server.ts'
import { actOnImport, type ImportPage, readImport } from '../../server/imports.server.ts'
import { importStateTable } from '../../words/imports.ts'

const moves = ['apply', 'pause', 'resume', 'cancel', 'change'] as const

export function meta({ data }: { data?: ImportPage }) {
  return [
    { title: data ? `${importStateTable[data.file.state].name}, ${data.file.name} · Waybill` : 'Upload · Waybill' },
  ]
}

export function loader(asked: LoaderFunctionArgs) {
  return readImport(asked, withRole(asked, ['partner']))
}

export function action(asked: ActionFunctionArgs) {
  return actOnImport(asked, { viewer: withRole(asked, ['partner']), base: '/partner/uploads', moves })
}

export default function Upload() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <ImportRun
      {...{ page, refused, moves }}
      back={{ to: '/partner/uploads', name: 'Uploads' }}
      mappingPath="/partner/mapping"
      parcelPath="/partner/packages"
    />
  )
}
