#!/usr/bin/env node
import { runOnNode24 } from './node24.mjs'

process.exitCode = await runOnNode24('stack/cli.ts', process.argv.slice(2))
