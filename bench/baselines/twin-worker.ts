import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'

/** A worker for the twin with the very options of ours. Tells its parent when it runs. */
async function main(): Promise<void> {
  const [address = '', namespace = 'default'] = parseArgs({ allowPositionals: true }).positionals
  Runtime.install({ logger: new DefaultLogger('ERROR') })
  const workflowBundle = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, 'twin.ts'),
    logger: new DefaultLogger('ERROR'),
  })
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address, grpcCompression: { codec: 'none' } }),
    namespace,
    taskQueue: 'twin',
    workflowBundle,
    activities: { nothing: async () => undefined },
    maxCachedWorkflows: 10_000,
    maxConcurrentWorkflowTaskExecutions: 40,
    maxConcurrentLocalActivityExecutions: 100,
    workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 10 },
    stickyQueueScheduleToStartTimeout: '5s',
  })
  const running = worker.run()
  process.send?.('ready')
  await running
}

await main()
