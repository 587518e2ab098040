import { ChevronRight } from 'lucide-react'
import type { Role } from '#domain/actors.ts'
import type { When as WhenWords } from '../../format.ts'
import { wireWords } from '../../format.ts'
import { Form } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { Tag } from '../../ui/tag.tsx'
import { When } from '../../ui/when.tsx'
import { RoleBoxes } from './role-boxes.tsx'

type Person = {
  id: string
  name: string
  email: string
  roles: readonly Role[]
  isActive: boolean
  lastSeen: WhenWords | null
}

/** One person; the line unfolds to change roles or to shut the door. */
export function UserRow({ person, isSelf }: { person: Person; isSelf: boolean }) {
  return (
    <li className="border-t border-line">
      <details className="group">
        <summary className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-surface-2 sm:px-5 md:grid-cols-[minmax(0,1.3fr)_minmax(0,1fr)_8rem_1rem]">
          <span className="min-w-0">
            <span className="block truncate font-medium">{person.name}</span>
            <span className="block truncate text-sm text-text-3">{person.email}</span>
          </span>
          <span className="flex flex-wrap gap-1 max-md:col-span-full max-md:order-3">
            {!person.isActive && <Tag tone="danger">Locked</Tag>}
            {person.roles.map((role) => (
              <Tag key={role}>{wireWords(role)}</Tag>
            ))}
          </span>
          <span className="text-end text-sm text-text-3">
            {person.lastSeen ? <When at={person.lastSeen} isRelative /> : 'Never seen'}
          </span>
          <ChevronRight
            aria-hidden="true"
            className="size-4 text-text-3 transition-transform group-open:rotate-90 max-md:hidden"
          />
        </summary>
        <div className="flex flex-wrap items-end gap-x-6 gap-y-4 bg-surface-2 px-5 py-4">
          <Form method="post" className="flex flex-wrap items-end gap-3">
            <input type="hidden" name="id" value={person.id} />
            <RoleBoxes held={person.roles} />
            <Button tone="secondary" size="small">
              Save the roles<span className="sr-only"> of {person.name}</span>
            </Button>
          </Form>
          {!isSelf && (
            <Form method="post">
              <input type="hidden" name="id" value={person.id} />
              <Button
                tone={person.isActive ? 'warning' : 'secondary'}
                size="small"
                name="isActive"
                value={person.isActive ? 'no' : 'yes'}
              >
                {person.isActive ? 'Lock' : 'Unlock'}
                <span className="sr-only"> {person.name}</span>
              </Button>
            </Form>
          )}
        </div>
      </details>
    </li>
  )
}
