import { Send, Trash2, Upload } from 'lucide-react'
import type { Workbench } from '../../server/mappings.server.ts'
import type { TriedLine } from '../../server/present-mappings.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { TextField } from '../../ui/field.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { Tag } from '../../ui/tag.tsx'
import { MappingForm } from './act-form.tsx'

type Props = Pick<Workbench, 'revision' | 'version' | 'canPublish' | 'tried'> & {
  draft: NonNullable<Workbench['draft']>
}

/** A draft with what it would change, and the way to the next version. */
export function DraftCard({ draft, revision, version, canPublish, tried }: Props) {
  const parts = [
    draft.added > 0 && `${draft.added} new`,
    draft.changed > 0 && `${draft.changed} changed`,
    draft.removed > 0 && `${draft.removed} removed`,
  ].filter(Boolean)
  return (
    <Card title="Draft" aside={draft.isSent && <Tag tone="info">sent to the admins</Tag>}>
      <p className="text-sm">
        {parts.length === 0 ? 'The same rules as before' : `Rules: ${parts.join(', ')}`}, last by {draft.by}.
      </p>
      {draft.conflicts.length > 0 && (
        <p className="mt-2 rounded-md border border-danger bg-danger-soft px-3 py-2 text-sm text-danger">
          {draft.conflicts
            .slice(0, 10)
            .map(({ first, second }) => `Rules ${first + 1} and ${second + 1} contradict each other.`)
            .join(' ')}
        </p>
      )}
      <Tried tried={tried} />
      <div className="mt-4 flex flex-wrap items-end gap-3">
        {canPublish ? (
          <MappingForm intent="publish" revision={revision} className="flex grow flex-wrap items-end gap-3">
            <input type="hidden" name="version" value={version} />
            <TextField label="Why it is changed" name="why" isMarked maxLength={500} className="grow basis-56" />
            <TextField
              label="In force from (UTC)"
              name="effectiveFrom"
              type="datetime-local"
              isMarked
              hint="Empty is now"
            />
            <Button>
              <Upload aria-hidden="true" className="size-4" /> Publish version {version + 1}
            </Button>
          </MappingForm>
        ) : (
          <MappingForm intent="send" revision={revision}>
            <Button>
              <Send aria-hidden="true" className="size-4" /> Send to the admins
            </Button>
          </MappingForm>
        )}
        <MappingForm intent="discard" revision={revision}>
          <Button tone="warning">
            <Trash2 aria-hidden="true" className="size-4" /> Discard
          </Button>
        </MappingForm>
      </div>
    </Card>
  )
}

/** The words of the last 90 days that the draft reads otherwise. */
function Tried({ tried }: { tried: readonly TriedLine[] }) {
  if (tried.length === 0) {
    return <p className="mt-2 text-sm text-text-2">It reads every word of the last 90 days as before.</p>
  }
  return (
    <div className="-mx-4 mt-3 sm:-mx-5">
      <Table caption="Words of the last 90 days that it reads otherwise" columns={['Word', 'Times', 'Now', 'Then']}>
        {tried.slice(0, 100).map((line) => (
          <Row key={line.words}>
            <Cell className="max-md:basis-full">
              <bdi className="break-words">{line.words}</bdi>
            </Cell>
            <Cell className="figures">{line.count}</Cell>
            <Cell className="text-text-2">{line.before}</Cell>
            <Cell className="font-semibold">{line.after}</Cell>
          </Row>
        ))}
      </Table>
    </div>
  )
}
