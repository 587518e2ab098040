import { Client } from 'pg'
import type { CommonQueryMethods, QuerySqlToken } from 'slonik'
import { z } from 'zod'

const nodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.looseObject({
    'Node Type': z.string(),
    'Index Name': z.string().optional(),
    'Relation Name': z.string().optional(),
    Plans: z.array(nodeSchema).optional(),
  }),
)
type PlanNode = {
  'Node Type': string
  'Index Name'?: string | undefined
  'Relation Name'?: string | undefined
  Plans?: PlanNode[] | undefined
}
const explained = z.array(z.looseObject({ 'QUERY PLAN': z.array(z.looseObject({ Plan: nodeSchema })) }))

export type Plan = { indexes: string[]; scanned: string[] }

/** Runs the queries of a module as EXPLAIN, and tells which indexes they use and which tables they read whole. */
export async function openPlanner(databaseUrl: string) {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  return {
    client,
    planOf: async (ask: (db: CommonQueryMethods) => Promise<unknown>): Promise<Plan> => {
      const plans: PlanNode[] = []
      const explain = async ({ sql, values }: QuerySqlToken) => {
        const text = `EXPLAIN (FORMAT JSON) ${sql.replaceAll('$slonik_', '$')}`
        const { rows } = await client.query(text, [...values])
        plans.push(...explained.parse(rows).flatMap((row) => row['QUERY PLAN'].map(({ Plan: plan }) => plan)))
        return []
      }
      const methods = { any: explain, maybeOne: explain, one: explain, query: explain, exists: explain }
      // The modules under test call nothing else.
      await ask(methods as unknown as CommonQueryMethods)
      const nodes = plans.flatMap(allOf)
      return {
        indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))].toSorted(),
        scanned: nodes
          .filter((node) => node['Node Type'] === 'Seq Scan')
          .flatMap((node) => node['Relation Name'] ?? []),
      }
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}

function allOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(allOf)]
}
