import { Card } from '../../ui/card.tsx'
import { NoteForm } from '../shipment/note-form.tsx'

export type Note = { key: string; at: string; exact: string; author: string; text: string; audience: string }

type Props = { notes: readonly Note[]; shipmentId: string; canAdd: boolean }

/** What people wrote about the shipment, the newest first, and a line for the next one. */
export function NotesCard({ notes, shipmentId, canAdd }: Props) {
  return (
    <Card title="Notes" id="note">
      {notes.length > 0 && (
        <ul className="mb-4 flex flex-col gap-3">
          {notes.map(({ key, at, exact, author, text, audience }) => (
            <li key={key} className="text-sm">
              <p className="text-xs text-text-3">
                {author}, <time title={exact}>{at}</time>, {audience}
              </p>
              <blockquote className="mt-0.5 border-s-2 border-line-strong ps-3 whitespace-pre-line">{text}</blockquote>
            </li>
          ))}
        </ul>
      )}
      {canAdd ? (
        <NoteForm shipmentId={shipmentId} isStaff />
      ) : (
        notes.length === 0 && <p className="text-sm text-text-2">Nobody has written anything yet.</p>
      )}
    </Card>
  )
}
