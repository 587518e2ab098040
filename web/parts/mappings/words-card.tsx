import { Check, Plus } from 'lucide-react'
import { Link } from '../../framework.ts'
import type { WordLine } from '../../server/present-mappings.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField } from '../../ui/field.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { effectGroups, notChosen } from '../../words/mappings.ts'
import { MappingForm } from './act-form.tsx'

type Props = { words: readonly WordLine[]; revision: number; parcelPath: string }

/** What nobody has understood yet, the most frequent first: each becomes a rule in one step. */
export function WordsCard({ words, revision, parcelPath }: Props) {
  return (
    <Card
      title="Not understood"
      aside={<span className="figures text-sm text-text-3">{words.length} words</span>}
      isFlush
    >
      {words.length === 0 ? (
        <EmptyState
          icon={Check}
          title="Everything is understood"
          words="A word that no rule reads, or that two rules read differently, waits here and moves no parcel."
        />
      ) : (
        <ul>
          {words.map((word, index) => (
            <li key={`${word.code}/${word.text}/${word.reason}`} className="border-t border-line px-4 py-3 sm:px-5">
              <Word word={word} parcelPath={parcelPath} />
              <NewRule word={word} revision={revision} index={index} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function Word({ word, parcelPath }: { word: WordLine; parcelPath: string }) {
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <bdi className="font-semibold break-words">{word.words}</bdi>
        <Tag tone={word.kind === 'ambiguous' ? 'danger' : 'warn'}>
          {word.kind === 'ambiguous' ? 'read in two ways' : 'unknown'}
        </Tag>
        <span className="figures ms-auto text-sm">{word.count} times</span>
      </p>
      <p className="mt-1 text-xs text-text-3">
        last <When at={word.lastSeen} isRelative />, for example of{' '}
        <Link to={`${parcelPath}/${word.trackingNumber}`} className="text-accent underline underline-offset-2">
          <bdi className="figures">{word.trackingNumber}</bdi>
        </Link>
      </p>
    </>
  )
}

function NewRule({ word, revision, index }: { word: WordLine; revision: number; index: number }) {
  return (
    <FormErrorsProvider messages={{}} prefix={`word-${index}-`}>
      <MappingForm intent="add" revision={revision} className="mt-2 flex flex-wrap items-end gap-2">
        {word.code && <input type="hidden" name="code" value={word.code} />}
        {!word.code && <input type="hidden" name="text" value={word.text} />}
        {word.reason && <input type="hidden" name="reason" value={word.reason} />}
        <SelectField
          label={`What ${word.words} means`}
          name="effect"
          options={notChosen}
          groups={effectGroups}
          required
          className="min-w-0 grow basis-56"
        />
        <Button tone="secondary">
          <Plus aria-hidden="true" className="size-4" /> Add the rule
        </Button>
      </MappingForm>
    </FormErrorsProvider>
  )
}
