import { createFirstAdminToken } from '#db/first-admin.ts'
import { type Company, markSeeded } from './company.ts'
import { type LaunchInput, localUrl } from './launch.ts'
import { phase } from './report.ts'

/** Makes the demonstration company unless this data folder has it already. */
export async function seedOnce(
  company: Company,
  { input, databaseUrl }: { input: LaunchInput; databaseUrl: string },
): Promise<null> {
  if (company.isSeeded) return null
  await phase('Demonstration company made', async () => {
    // Loaded only when needed: later starts do without it.
    const { seedCompany } = await import('./seed/company.ts')
    await seedCompany(localUrl(input.settings), databaseUrl)
  })
  markSeeded(input.folders.company)
  return null
}

/** The line with the one-time link that makes the first admin; null once there is one. */
export async function firstAdminLink(publicUrl: string, databaseUrl: string): Promise<string | null> {
  const token = await createFirstAdminToken(databaseUrl)
  return token === null ? null : `first admin  ${publicUrl}/welcome?token=${encodeURIComponent(token)}  (works once)`
}
