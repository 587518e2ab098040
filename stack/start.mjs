import { runOnNode24 } from './node24.mjs'

process.exitCode = await runOnNode24('stack/start.ts', process.argv.slice(2))
