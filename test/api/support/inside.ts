import { Client, Connection } from '@temporalio/client'
import type { DatabasePool } from 'slonik'
import { openPool } from '#db/pool.ts'
import type { Company } from './company.ts'

/** What a worker of the company holds, for a test that does a worker's work at an instant of its own choice. */
export type Inside = AsyncDisposable & { pool: DatabasePool; client: Client }

export async function insideOf(company: Company): Promise<Inside> {
  const { temporalAddress: address, temporalNamespace: namespace } = company.settings
  const pool = await openPool({
    databaseUrl: company.database.url,
    name: 'test',
    maxConnections: 4,
    statementTimeoutMs: 10_000,
    onError: () => undefined,
  })
  const connection = await Connection.connect({ address })
  return {
    pool,
    client: new Client({ connection, namespace }),
    [Symbol.asyncDispose]: async () => {
      await connection.close()
      await pool.end()
    },
  }
}
