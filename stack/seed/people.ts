import { type CommonQueryMethods, sql } from 'slonik'
import { uuidv7 } from 'uuidv7'
import { z } from 'zod'
import { hashPassword } from '#api/auth/passwords.ts'
import { openPool } from '#db/pool.ts'
import { findCredentials, insertUser } from '#db/users.ts'
import type { Role } from '#domain/actors.ts'

/** The one password of the demonstration company. */
export const demoPassword = 'waybill-demo'

type Person = { login: string; name: string; role: Role; partner?: string }

const people: readonly Person[] = [
  { login: 'customer', name: 'Mara Lindner', role: 'customer' },
  { login: 'recipient', name: 'Ada Krüger', role: 'customer' },
  { login: 'courier', name: 'Jonas Weber', role: 'courier' },
  { login: 'courier2', name: 'Leyla Aydın', role: 'courier' },
  { login: 'courier3', name: 'Tomasz Nowak', role: 'courier' },
  { login: 'courier4', name: 'Sofia Rossi', role: 'courier' },
  { login: 'courier5', name: 'Emre Kaya', role: 'courier' },
  { login: 'courier6', name: 'Nina Hoffmann', role: 'courier' },
  { login: 'dispatcher', name: 'Katrin Vogel', role: 'dispatcher' },
  { login: 'dispatcher2', name: 'Ben Schuster', role: 'dispatcher' },
  { login: 'supervisor', name: 'Helena Brandt', role: 'supervisor' },
  { login: 'admin', name: 'Alex Morgan', role: 'admin' },
  { login: 'finance', name: 'Paul Richter', role: 'finance' },
  { login: 'partner', name: 'Ines Arendt', role: 'partner', partner: 'Spree Logistik' },
  { login: 'partner2', name: 'Oskar Lund', role: 'partner', partner: 'Nordpaket' },
  { login: 'partner3', name: 'Chiara Meyer', role: 'partner', partner: 'Havel Express' },
]

export const courierLogins = people.filter(({ role }) => role === 'courier').map(({ login }) => login)

export function emailOf(login: string): string {
  return `${login}@waybill.example`
}

/** Makes whoever is missing; running it again changes nothing. */
export async function seedPeople(databaseUrl: string): Promise<void> {
  const pool = await openPool({
    databaseUrl,
    name: 'waybill-seed',
    maxConnections: 1,
    statementTimeoutMs: 10_000,
    onError: () => undefined,
  })
  try {
    const passwordHash = await hashPassword(demoPassword)
    await pool.transaction(async (db) => {
      for (const person of people) await addPerson(db, person, passwordHash)
    })
  } finally {
    await pool.end()
  }
}

async function addPerson(db: CommonQueryMethods, person: Person, passwordHash: string): Promise<void> {
  const email = emailOf(person.login)
  if (await findCredentials(db, email)) return
  const partnerId = person.partner ? await partnerIdOf(db, person.partner) : null
  await insertUser(db, { id: uuidv7(), email, name: person.name, roles: [person.role], partnerId, passwordHash })
}

async function partnerIdOf(db: CommonQueryMethods, name: string): Promise<string> {
  const { id } = await db.one(sql.type(z.object({ id: z.string() }))`
    INSERT INTO partner (id, name) VALUES (${uuidv7()}, ${name})
    ON CONFLICT (name) DO UPDATE SET is_active = true
    RETURNING id`)
  return id
}
