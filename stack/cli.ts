import { Command, Option } from 'commander'
import { z } from 'zod'
import { orExit, readLaunchSettings } from '#config'
import { doctor } from './doctor.ts'
import { reasonOf, say } from './report.ts'
import { findRunning } from './running.ts'

const emailSchema = z.email()

async function main(): Promise<void> {
  const program = new Command('waybill').description('Courier and parcel-exception management on durable workflows')
  program
    .command('start')
    .description('start everything; the same as `npm start`')
    .option('--empty', 'without the demonstration company')
  program
    .command('doctor')
    .description('show what a start would use and how it was found')
    .action(() => doctor(orExit(readLaunchSettings, process.env)))
  program
    .command('admin')
    .argument('<email>', 'address of the new admin', parseEmail)
    .description('make or promote an admin and print a link, good for one use, that sets the password')
    .action(makeAdmin)
  program
    .command('migrate')
    .description('bring the database of DATABASE_URL forward; `npm start` does this by itself')
    .action(migrateDatabase)
  program
    .command('verify')
    .description('check the invariants of the running system; exit code 1 when one is broken')
    .action(verify)
  program
    .command('import')
    .argument('<file>', 'CSV, TSV or XLSX with the statuses of a partner')
    .description('import a file through the API of WAYBILL_URL with the key of WAYBILL_API_KEY')
    .option('--partner <id>', 'whose rows these are, where the key is an admin’s')
    .addOption(new Option('--dry-run', 'only say what the rows would do (the default)').conflicts('apply'))
    .option('--apply', 'tell the parcels what the rows say')
    .action(importRows)
  await program.parseAsync()
}

function parseEmail(text: string): string {
  const parsed = emailSchema.safeParse(text)
  if (!parsed.success) throw new Error(`"${text}" is not an e-mail address.`)
  return parsed.data.toLowerCase()
}

async function makeAdmin(email: string): Promise<void> {
  const { createAdminToken } = await import('#db/first-admin.ts')
  const { databaseUrl, publicUrl } = findRunning(orExit(readLaunchSettings, process.env))
  const token = await createAdminToken(databaseUrl, email)
  say(`${email} is an admin. To set the password, open this link (it works once):`)
  say(`${publicUrl}/welcome?token=${encodeURIComponent(token)}`)
}

async function migrateDatabase(): Promise<void> {
  const { databaseUrl } = orExit(readLaunchSettings, process.env)
  if (databaseUrl === undefined) throw new Error('DATABASE_URL is missing.')
  const { migrate } = await import('#db/migrate.ts')
  const applied = await migrate(databaseUrl)
  say(applied.length === 0 ? 'The database is current.' : `Applied ${applied.join(', ')}`)
}

async function importRows(file: string, options: { partner?: string; apply?: true }): Promise<void> {
  const { WAYBILL_URL: url, WAYBILL_API_KEY: apiKey } = process.env
  if (!url || !apiKey) throw new Error('WAYBILL_URL and WAYBILL_API_KEY are needed.')
  const { importFile } = await import('./import-file.ts')
  const wish = { url: url.replace(/\/$/, ''), apiKey, file, partnerId: options.partner }
  if (!(await importFile({ ...wish, isApplied: options.apply === true }))) process.exitCode = 1
}

async function verify(): Promise<void> {
  const { verifySystem } = await import('#api/verify/main.ts')
  const { databaseUrl, temporalAddress, namespace, stripeApiBase } = findRunning(
    orExit(readLaunchSettings, process.env),
  )
  const results = await verifySystem({
    databaseUrl,
    temporalAddress,
    namespace,
    ...(stripeApiBase !== null && { stripeApiBase }),
  })
  for (const { name, checked, broken } of results) {
    say(`  ${broken.length === 0 ? 'ok' : '--'}  ${name}: ${checked} checked, ${broken.length} broken`)
    for (const fault of broken) say(`      ${fault}`)
  }
  if (results.some(({ broken }) => broken.length > 0)) process.exitCode = 1
}

// A reader that has seen enough (`| head`) closes the pipe.
process.stdout.on('error', () => process.exit())
try {
  await main()
} catch (error) {
  say(reasonOf(error))
  process.exitCode = 1
}
