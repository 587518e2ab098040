#!/usr/bin/env node
import { runOnNode24 } from './node24.mjs'

const [name, ...rest] = process.argv.slice(2)
// The launcher runs as itself, so that its lock is known by its command line.
const isStart = name === 'start' && !rest.some((word) => word === '--help' || word === '-h')
process.exitCode = await (isStart
  ? runOnNode24('stack/start.ts', rest)
  : runOnNode24('stack/cli.ts', process.argv.slice(2)))
