import { Ban, CirclePlay, Pause, Send } from 'lucide-react'
import { importMoves } from '#domain/imports.ts'
import { Form, useNavigation } from '../../framework.ts'
import type { ImportMove } from '../../server/imports.server.ts'
import type { ImportHead } from '../../server/present-imports.server.ts'
import { Button } from '../../ui/button.tsx'

const buttons = {
  apply: { name: 'Apply', tone: 'primary', icon: Send },
  resume: { name: 'Resume', tone: 'primary', icon: CirclePlay },
  pause: { name: 'Pause', tone: 'secondary', icon: Pause },
  cancel: { name: 'Cancel', tone: 'warning', icon: Ban },
} as const

const figures = new Intl.NumberFormat('en-GB')

const order = ['apply', 'resume', 'pause', 'cancel'] as const

type Props = { file: ImportHead; moves: readonly ImportMove[] }

/** What can be done with an import in the state in which it is. */
export function ImportActs({ file, moves }: Props) {
  const isBusy = useNavigation().state === 'submitting'
  const isPossible = (move: ImportMove) =>
    importMoves[move].includes(file.state) && (move !== 'apply' || file.toSend > 0)
  const allowed = order.filter((move) => moves.includes(move) && isPossible(move))
  if (allowed.length === 0) return null
  return (
    <Form method="post" className="flex flex-wrap gap-2">
      {allowed.map((move) => {
        const { name, tone, icon: Icon } = buttons[move]
        return (
          <Button key={move} name="intent" value={move} tone={tone} disabled={isBusy}>
            <Icon aria-hidden="true" className="size-4" />
            {move === 'apply' ? `Apply ${figures.format(file.toSend)} ${file.toSend === 1 ? 'row' : 'rows'}` : name}
          </Button>
        )
      })}
    </Form>
  )
}
