import type { ImportHead } from '../../server/present-imports.server.ts'

const figures = new Intl.NumberFormat('en-GB')

/** How far an import is: rows told to their parcels, how fast, and how long it takes. */
export function ImportProgress({ file: { name, state, rows, progress, took, told, toSend } }: { file: ImportHead }) {
  if (state === 'staging') {
    return (
      <>
        <progress className="run-progress h-3 w-full" aria-label={`Reading of ${name}`} />
        <p className="mt-1 text-sm text-text-2">Reading the rows and comparing them with your parcels.</p>
      </>
    )
  }
  const { done, total } = progress ?? { done: told, total: toSend }
  const share = total === 0 ? 1 : done / total
  return (
    <>
      <progress className="run-progress h-3 w-full" max={1} value={share} aria-label={`Progress of ${name}`} />
      <p className="figures mt-1 flex flex-wrap gap-x-4 text-sm text-text-2">
        <span>{figures.format(rows)} rows read</span>
        {(progress || told > 0) && (
          <span>
            {figures.format(done)} of {figures.format(total)} told to their parcels
          </span>
        )}
        {progress?.rate && <span>{progress.rate}</span>}
        <span className="ms-auto text-text-3">{progress?.left ?? (took && `took ${took}`)}</span>
      </p>
    </>
  )
}
