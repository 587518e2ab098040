import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BundleOptions, bundleWorkflowCode } from '@temporalio/worker'

const root = join(import.meta.dirname, '..')

/** Where the bundle lies: not under build/, which the web build empties. */
export const defaultBundlePath = join(root, '.cache', 'workflows.js')

/** Bundles workflows/index.ts and everything it imports; a forbidden import fails here, before any worker starts. */
export async function buildWorkflowBundle(path = defaultBundlePath): Promise<string> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows', 'index.ts'),
    logger: quietLogger(),
    webpackConfigHook: keepModernSyntax,
  })
  await mkdir(dirname(path), { recursive: true })
  // Written beside and renamed: a worker that starts meanwhile never reads half a bundle.
  const fresh = `${path}.${process.pid}`
  await writeFile(fresh, code)
  await rename(fresh, path)
  return path
}

type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0]

/** The SDK compiles down to ES2017, where every object spread is a call of a helper; workers run on Node 24. */
function keepModernSyntax(config: WebpackConfig): WebpackConfig {
  for (const rule of config.module?.rules ?? []) {
    if (typeof rule !== 'object' || typeof rule?.use !== 'object' || !('options' in rule.use)) continue
    const { options } = rule.use
    if (typeof options === 'object') options.jsc = { ...options.jsc, target: 'es2022' }
  }
  return config
}

/** Webpack's statistics are noise; its errors arrive as an exception. */
function quietLogger() {
  const nothing = () => {}
  return { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing }
}
