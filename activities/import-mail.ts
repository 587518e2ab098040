import type { FinishedImport } from '#db/import-notices.ts'
import { escapeHtml, htmlPage, type RenderedMail } from './mail-render.ts'

const figures = new Intl.NumberFormat('en-GB')

/** What became of rows, in the order of the mail; "in review" is all that waits for somebody to look at it. */
const parts: readonly { words: string; of: (file: FinishedImport) => number }[] = [
  { words: 'applied', of: ({ applied }) => applied },
  { words: 'in review', of: ({ inReview }) => inReview },
  { words: 'known before', of: ({ counts }) => counts?.unchanged ?? 0 },
  { words: 'older than what is known', of: ({ counts }) => counts?.backward ?? 0 },
  { words: 'of no parcel of yours', of: ({ counts }) => counts?.unknown_parcel ?? 0 },
  { words: 'unreadable', of: ({ counts }) => counts?.bad ?? 0 },
]

/** The notice that files of a partner are through (N16): one mail for all that are at that time. */
export function renderFinishedImports(files: readonly FinishedImport[], publicUrl: string): RenderedMail {
  const [first] = files
  const subject = first && files.length === 1 ? subjectOf(first) : `${files.length} files are through`
  const lines = files.map((file) => ({ words: wordsOf(file), page: `${publicUrl}/partner/uploads/${file.id}` }))
  const items = lines.map(
    ({ words, page }) =>
      `<li style="margin:0 0 12px">${escapeHtml(words)}<br><a href="${escapeHtml(page)}" style="color:#1f4fd8">Every row with its reason</a></li>`,
  )
  return {
    subject,
    text: lines.map(({ words, page }) => `${words}\nEvery row with its reason: ${page}\n`).join('\n'),
    html: htmlPage(subject, `<ul style="margin:0;padding:0 0 0 20px">${items.join('\n')}</ul>`),
  }
}

function subjectOf({ name, state }: FinishedImport): string {
  return state === 'done' ? `${name} is through` : `${name} has failed`
}

function wordsOf(file: FinishedImport): string {
  if (file.state === 'failed') return `${file.name} has failed: ${file.failure ?? ''}`
  const said = parts.flatMap(({ words, of }) => (of(file) > 0 ? [`${figures.format(of(file))} ${words}`] : []))
  const rows = Object.values(file.counts ?? {}).reduce((sum, n) => sum + n, 0)
  return `${file.name}, ${figures.format(rows)} ${rows === 1 ? 'row' : 'rows'}: ${said.join(', ') || 'nothing in it'}.`
}
