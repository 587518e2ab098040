import { Mail, Phone } from 'lucide-react'
import { Card } from '../../ui/card.tsx'

export type Contact = { role: string; name: string; place: string | null; phone: string | null; email: string | null }

/** Whom to call about it. */
export function ContactsCard({ contacts }: { contacts: readonly Contact[] }) {
  return (
    <Card title="Contacts">
      <ul className="flex flex-col gap-3">
        {contacts.map(({ role, name, place, phone, email }) => (
          <li key={role} className="text-sm">
            <span className="block text-xs text-text-3">{role}</span>
            <span className="block font-medium">{name}</span>
            {place && <span className="block text-text-2">{place}</span>}
            {phone && (
              <a
                href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}
                className="figures flex min-h-7 w-fit items-center gap-2 text-accent underline underline-offset-4"
              >
                <Phone aria-hidden="true" className="size-4" /> {phone}
              </a>
            )}
            {email && (
              <a
                href={`mailto:${email}`}
                className="flex min-h-7 w-fit items-center gap-2 break-all text-accent underline underline-offset-4"
              >
                <Mail aria-hidden="true" className="size-4 shrink-0" /> {email}
              </a>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
