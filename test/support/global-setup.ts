import type { TestProject } from 'vitest/node'
import { buildWeb, buildWorkflows } from '#stack/build.ts'
import { root } from '#stack/folders.ts'
import { unpackChromium } from './chromium.ts'
import { startServers } from './servers.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Ends in the name of the template database. */
    databaseServerUrl: string
    temporalAddress: string
    workflowBundlePath: string
  }
}

type Need = 'servers' | 'workflowBundle' | 'webBuild' | 'browser'

const needsOf: Record<string, Need[]> = {
  db: ['servers'],
  workflow: ['servers', 'workflowBundle'],
  replay: ['workflowBundle'],
  api: ['servers', 'workflowBundle'],
  web: ['servers', 'workflowBundle', 'webBuild', 'browser'],
  faults: ['servers', 'workflowBundle'],
}

/** Once per run, for all tiers of this run together: real servers and fresh builds, but only what these tiers need. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const needs = new Set(project.vitest.projects.flatMap(({ name }) => needsOf[name] ?? []))
  const env = { PATH: process.env.PATH, HOME: process.env.HOME }
  const work = await Promise.allSettled([
    needs.has('servers') ? startServers() : null,
    needs.has('workflowBundle') ? buildWorkflows(env) : null,
    needs.has('webBuild') ? buildWeb(env) : null,
    needs.has('browser') ? unpackChromium() : null,
  ])
  const servers = work[0].status === 'fulfilled' ? work[0].value : null
  const failure = work.find((part) => part.status === 'rejected')
  if (failure) {
    await servers?.stop()
    throw failure.reason
  }
  project.provide('databaseServerUrl', servers?.databaseUrl ?? '')
  project.provide('temporalAddress', servers?.temporalAddress ?? '')
  project.provide('workflowBundlePath', `${root}/.cache/workflows.js`)
  return async () => await servers?.stop()
}
