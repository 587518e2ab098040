import { useCallback, useState } from 'react'
import type { CommandType } from '#domain/commands.ts'
import { useNavigate } from '../../framework.ts'
import { useKeys } from '../../keys.ts'
import type { QueueLine } from '../../server/present-exception.server.ts'
import type { Asking, DialogKind } from './act-dialog.tsx'
import type { BulkKind } from './bulk.ts'
import { useGive } from './use-give.ts'
import type { usePointer } from './use-pointer.ts'
import type { Queue } from './use-queue.ts'
import type { Selection } from './use-selection.ts'

type Deps = {
  queue: Queue
  pointer: ReturnType<typeof usePointer>
  selection: Selection
  /** The case beside the list, or alone on the page; keys act on it when no row is pointed at. */
  openLine: QueueLine | null
  search: string
  canAct: boolean
  openBulk: (kind: BulkKind) => void
  openHelp: () => void
}

/** The queue by keys alone: they act on the row that is pointed at, or on all that are chosen. */
export function useTriage({ queue, pointer, selection, openLine, search, canAct, ...open }: Deps) {
  const [asking, ask] = useState<Asking | null>(null)
  const give = useGive(queue)
  const navigate = useNavigate()
  const { entries, order } = queue.state
  const target = (pointer.pointed === null ? null : entries.get(pointer.pointed)?.line) ?? openLine
  const hasMany = selection.chosen.size > 0

  function quick(type: CommandType) {
    if (!target) return
    void give(target, type)
    pointer.next()
  }
  function dialog(kind: DialogKind) {
    if (target) ask({ kind, line: target })
  }
  function resolve() {
    if (target) navigate(`/dispatch/exceptions/${target.id}${search && `?${search}`}#resolve`)
  }
  function extend(by: 1 | -1) {
    const from = target
    const id = pointer.move(by)
    const lines = [from, id === null ? null : entries.get(id)?.line].filter((line) => !!line)
    selection.add(lines)
  }
  const many = (kind: BulkKind, one: () => void) => () => (hasMany ? open.openBulk(kind) : one())
  const acts = {
    x: () => target && order.includes(target.id) && selection.toggle(target),
    'Shift+j': () => extend(1),
    'Shift+k': () => extend(-1),
    1: many('acknowledge', () => quick('acknowledge')),
    2: many('take', () => quick('take')),
    3: many('dismiss', () => dialog('dismiss')),
    h: many('snooze', () => dialog('snooze')),
    r: many('resolve', resolve),
    e: () => dialog('escalate'),
    p: () => dialog('hold'),
    c: () => dialog('note'),
    o: () => dialog('reopen'),
  }
  useKeys({
    j: () => pointer.move(1),
    k: () => pointer.move(-1),
    n: () => pointer.next(),
    u: () => [...document.querySelectorAll<HTMLElement>('[data-key="u"]')].at(-1)?.click(),
    '/': () => document.querySelector<HTMLElement>('[data-queue-search]')?.focus(),
    '?': open.openHelp,
    ...(canAct && acts),
  })
  const { lookUp } = queue
  const { next } = pointer
  const onApplied = useCallback(
    ({ kind, line }: Asking) => {
      lookUp([line.id])
      // A note leaves the case as it is, and one that is open again wants to be looked at.
      if (kind !== 'note' && kind !== 'reopen') next(line.id)
    },
    [lookUp, next],
  )
  return { asking, close: () => ask(null), onApplied }
}
