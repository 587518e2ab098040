import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandRow, commandTypes } from '#domain/commands.ts'
import { statuses } from '#domain/status.ts'
import { timerNames, timerRow } from '#domain/timers.ts'
import { plain, statusNames } from '#domain/words.ts'
import { root } from './folders.ts'

export const diagramFile = join(root, 'docs', 'lifecycle.md')

/** docs/lifecycle.md: what the tables of domain/ say, as a picture and a list. A test fails when the file is older. */
export function diagramText(): string {
  const edges = commandTypes.flatMap((type) => edgesOf(type))
  const timers = timerNames.map((name) => {
    const { raises, in: where } = timerRow(name)
    const result = raises ? `raises ${plain(raises.type)} (${plain(raises.reason)})` : 'ends a window'
    return `| ${plain(name)} | ${where.map((status) => statusNames[status]).join(', ')} | ${result} |`
  })
  return `# The lifecycle of a shipment

Made from the tables in \`domain/\` by \`node stack/run.mjs stack/diagram.ts\`; do not edit. Not drawn: commands
that leave the status as it is, and \`correct\`, by which a dispatcher may put right almost any status. Commands marked
with * stand in the table and are offered by a later release.

\`\`\`mermaid
stateDiagram-v2
  [*] --> created: book
${edges.join('\n')}
  closed --> [*]
\`\`\`

## What is watched

| Timer | While | When due |
|---|---|---|
${timers.join('\n')}
`
}

function edgesOf(type: (typeof commandTypes)[number]): string[] {
  const { moves, isOffered } = commandRow(type)
  if (type === 'correct') return []
  return statuses.flatMap((from) =>
    (moves[from] ?? [])
      .filter((to) => to !== from)
      .map((to) => `  ${from} --> ${to}: ${plain(type)}${isOffered ? '' : ' *'}`),
  )
}

if (import.meta.main) writeFileSync(diagramFile, diagramText())
