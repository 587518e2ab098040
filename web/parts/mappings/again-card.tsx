import { RotateCcw } from 'lucide-react'
import type { Workbench } from '../../server/mappings.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { MappingForm } from './act-form.tsx'

type Props = Pick<Workbench, 'version' | 'revision'> & { again: NonNullable<Workbench['again']> }

/** Earlier reports that this version understands: what reading them again would do, and the way to do it. */
export function AgainCard({ again, version, revision }: Props) {
  return (
    <Card title="Earlier reports that are understood now" isFlush>
      <Table caption="What reading them again would do" columns={['Word', 'Reports', 'Becomes']}>
        {again.lines.map((line) => (
          <Row key={line.words}>
            <Cell className="max-md:basis-full">
              <bdi className="break-words">{line.words}</bdi>
            </Cell>
            <Cell className="figures">{line.count}</Cell>
            <Cell className="font-semibold">{line.effect}</Cell>
          </Row>
        ))}
      </Table>
      <MappingForm intent="again" revision={revision} className="flex flex-wrap items-center gap-3 px-4 py-4 sm:px-5">
        <input type="hidden" name="version" value={version} />
        <Button>
          <RotateCcw aria-hidden="true" className="size-4" /> Read {again.total} again
        </Button>
        <p className="text-sm text-text-2">Each parcel gets its report once; what has happened since counts.</p>
      </MappingForm>
    </Card>
  )
}
