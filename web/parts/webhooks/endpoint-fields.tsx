import type { EndpointValues } from '../../server/webhooks.server.ts'
import { TextField } from '../../ui/field.tsx'
import { KindBoxes } from './kind-boxes.tsx'

/** What an endpoint is. */
export function EndpointFields({ values: { url, description, kinds } }: { values: EndpointValues }) {
  return (
    <>
      <TextField
        label="Address"
        name="url"
        type="url"
        required
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        placeholder="https://"
        defaultValue={url}
        hint="Of your own system, reachable from the internet."
      />
      <TextField
        label="What it is for"
        name="description"
        maxLength={120}
        autoComplete="off"
        defaultValue={description}
      />
      <KindBoxes chosen={kinds} />
    </>
  )
}
