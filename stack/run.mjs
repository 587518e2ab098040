import { runOnNode24 } from './node24.mjs'

// `node stack/run.mjs stack/check.ts ...`: any script of the repository, with packages and Node 24 seen to.
const [script, ...args] = process.argv.slice(2)
process.exitCode = await runOnNode24(script, args)
