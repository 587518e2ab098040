import { Monitor, Moon, Sun } from 'lucide-react'
import { useFetcher, useLocation, useRouteLoaderData } from '../framework.ts'
import type { loader } from '../root.tsx'
import { cn } from './cn.ts'

const choices = [
  { theme: 'light', name: 'Light', icon: Sun },
  { theme: 'dark', name: 'Dark', icon: Moon },
  { theme: 'system', name: 'As the system', icon: Monitor },
] as const

/** Light, dark, or as the system says; kept in a cookie, so that the server paints the right one at once. */
export function ThemeSwitch() {
  const fetcher = useFetcher()
  const { pathname, search } = useLocation()
  const chosen = useRouteLoaderData<typeof loader>('root')?.theme ?? 'system'
  return (
    <fetcher.Form method="post" action="/theme" className="inline-flex">
      <input type="hidden" name="next" value={`${pathname}${search}`} />
      <fieldset className="inline-flex rounded-md border border-line bg-surface-2 p-0.5">
        <legend className="sr-only">Theme</legend>
        {choices.map(({ theme, name, icon: Icon }) => (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            title={name}
            aria-pressed={theme === chosen}
            className={cn(
              'grid size-8 place-items-center rounded-sm text-text-3 hover:text-text-1',
              theme === chosen && 'bg-surface-1 text-text-1 shadow-card',
            )}
          >
            <Icon aria-hidden="true" className="size-4" />
            <span className="sr-only">{name}</span>
          </button>
        ))}
      </fieldset>
    </fetcher.Form>
  )
}
