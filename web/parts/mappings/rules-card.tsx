import { BookOpenText, Plus, Trash2 } from 'lucide-react'
import { Form } from '../../framework.ts'
import type { Workbench } from '../../server/mappings.server.ts'
import type { RuleLine } from '../../server/present-mappings.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Cell, Row, Table } from '../../ui/table.tsx'
import { effectGroups, notChosen } from '../../words/mappings.ts'
import { MappingForm } from './act-form.tsx'

type Props = Pick<Workbench, 'rules' | 'total' | 'q' | 'revision' | 'vocabularies'>

/** Every rule of the draft, or of the newest version while there is no draft. */
export function RulesCard({ rules, total, q, revision, vocabularies }: Props) {
  return (
    <Card title="Rules" aside={<span className="figures text-sm text-text-3">{total}</span>} isFlush>
      {total > 20 && (
        <Form method="get" className="flex items-end gap-2 px-4 pb-3 sm:px-5" role="search">
          <TextField label="Find a rule" name="q" defaultValue={q} isMarked className="grow" />
          <Button tone="secondary">Find</Button>
        </Form>
      )}
      {rules.lines.length === 0 ? (
        <EmptyState
          icon={BookOpenText}
          title={q ? 'No rule fits' : 'No rules yet'}
          words={q ? 'Empty the search to see all of them.' : 'Begin from a public code list, or add rules one by one.'}
        />
      ) : (
        <Table caption="Rules" columns={['When it says', 'It means', '']}>
          {rules.lines.map((rule) => (
            <RuleRow key={rule.index} rule={rule} revision={revision} />
          ))}
        </Table>
      )}
      {rules.more > 0 && <p className="px-5 py-3 text-sm text-text-2">{rules.more} more: find them by their words.</p>}
      <div className="flex flex-col gap-5 border-t border-line px-4 py-4 sm:px-5">
        <AddRule revision={revision} />
        <BeginFrom vocabularies={vocabularies} revision={revision} />
      </div>
    </Card>
  )
}

function RuleRow({ rule, revision }: { rule: RuleLine; revision: number }) {
  return (
    <Row>
      <Cell className="max-md:basis-full">
        <bdi className="break-words">{rule.match}</bdi>
        {rule.label && <p className="text-xs text-text-3">{rule.label}</p>}
      </Cell>
      <Cell className="max-md:grow">{rule.effect}</Cell>
      <Cell className="text-end">
        <MappingForm intent="remove" revision={revision}>
          <input type="hidden" name="index" value={rule.index} />
          <Button tone="quiet" size="small">
            <Trash2 aria-hidden="true" className="size-4" />
            <span className="sr-only">Remove the rule for {rule.match}</span>
          </Button>
        </MappingForm>
      </Cell>
    </Row>
  )
}

function AddRule({ revision }: { revision: number }) {
  return (
    <MappingForm intent="add" revision={revision} className="flex flex-col gap-3">
      <h3 className="font-semibold">Add a rule</h3>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <TextField label="Code" name="code" isMarked autoComplete="off" maxLength={200} />
        <TextField label="Text, word for word" name="text" isMarked autoComplete="off" maxLength={200} />
        <TextField
          label="Text like"
          name="regex"
          isMarked
          autoComplete="off"
          maxLength={200}
          hint="A regular expression, such as ^arrived at"
        />
        <TextField label="And the reason" name="reason" isMarked autoComplete="off" maxLength={200} />
        <SelectField label="Means" name="effect" options={notChosen} groups={effectGroups} required />
        <TextField label="Remark" name="label" isMarked autoComplete="off" maxLength={160} />
      </div>
      <Button tone="secondary" className="self-start">
        <Plus aria-hidden="true" className="size-4" /> Add to the draft
      </Button>
    </MappingForm>
  )
}

function BeginFrom({ vocabularies, revision }: Pick<Props, 'vocabularies' | 'revision'>) {
  return (
    <MappingForm intent="begin" revision={revision} className="flex flex-wrap items-end gap-2">
      <SelectField
        label="Add the rules of a public code list"
        name="vocabulary"
        options={vocabularies}
        required
        className="grow basis-56"
        hint={vocabularies.map(({ label, source }) => `${label}: ${source}`).join('. ')}
      />
      <Button tone="secondary">Add them all</Button>
    </MappingForm>
  )
}
