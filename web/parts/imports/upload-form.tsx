import { Upload } from 'lucide-react'
import type { FormEvent } from 'react'
import { mostImportBytes, mostImportRows } from '#domain/imports.ts'
import { fieldMessages } from '../../field-messages.ts'
import type { Problem } from '../../server/problems.server.ts'
import { Button } from '../../ui/button.tsx'
import { FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
import { FileField } from './file-field.tsx'
import { FormatFields } from './format-fields.tsx'
import { useUpload } from './use-upload.ts'

const mostMegabytes = mostImportBytes / 1_048_576
const hint = `CSV, TSV or XLSX, at most ${mostMegabytes} MB and ${mostImportRows.toLocaleString('en-GB')} rows. You can drop a file here.`

const tooLarge: Problem = {
  code: 'too_large',
  title: 'Too large',
  message: `A file may have at most ${mostMegabytes} MB.`,
  errors: [],
}

/** Sends a file as a dry run: a plain form, and with scripts a bar that shows how much has gone out. */
export function UploadForm({ refused }: { refused: Problem | null }) {
  const { share, problem: told, send, refuse } = useUpload()
  const problem = told ?? refused
  const messages = messagesOf(problem)
  const isSending = share !== null

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    if (file instanceof File && file.size > mostImportBytes) refuse(tooLarge)
    else send(form)
  }
  return (
    <form
      method="post"
      action="/partner/uploads/new"
      encType="multipart/form-data"
      onSubmit={submit}
      className="flex flex-col gap-4"
    >
      <FormErrorsProvider messages={messages}>
        {problem && <ProblemSummary title={problem.title} message={problem.message} messages={messages} />}
        <FileField label="File with statuses" hint={hint} />
        <details open={problem?.errors.some(isAboutColumns) ?? false}>
          <summary className="flex min-h-8 w-fit items-center text-sm font-semibold text-accent">
            My columns have other names
          </summary>
          <p className="mt-1 mb-3 max-w-prose text-sm text-text-2">
            Usual names are found by themselves, and what you have said before is remembered. Write the name of a column
            as it stands in the first line of the file.
          </p>
          <FormatFields format={null} />
        </details>
        <div className="flex flex-wrap items-center gap-3">
          <Button disabled={isSending}>
            <Upload aria-hidden="true" className="size-4" /> Upload and look
          </Button>
          <p className="text-sm text-text-2">A dry run first: no parcel moves until you apply it.</p>
        </div>
        {isSending && (
          <p role="status" className="flex flex-col gap-1 text-sm text-text-2">
            <progress className="run-progress h-3 w-full" max={1} value={share} aria-label="Upload" />
            {share < 1 ? `${Math.floor(share * 100)} % sent` : 'Sent. Looking at the first rows.'}
          </p>
        )}
      </FormErrorsProvider>
    </form>
  )
}

/** Whether saying what the columns are called would help. */
function isAboutColumns({ pointer, code }: Problem['errors'][number]): boolean {
  return pointer !== '/file' || code === 'missing_column'
}

/** What is wrong with the file stands beside its field, whole. */
function messagesOf(problem: Problem | null) {
  if (!problem) return {}
  const others = problem.errors.filter(({ pointer }) => pointer !== '/file')
  const isAboutFile = others.length === 0 && problem.code !== 'unavailable'
  return { ...fieldMessages(others), ...(isAboutFile && { file: problem.message }) }
}
