import { type Role, roles } from '#domain/actors.ts'
import { wireWords } from '../../format.ts'
import { useFieldError } from '../../ui/form-errors.tsx'

/** What somebody may do. */
export function RoleBoxes({ held }: { held: readonly Role[] }) {
  const error = useFieldError('roles')
  return (
    <fieldset>
      <legend className="text-sm font-medium text-text-2">Roles</legend>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {roles.map((role) => (
          <label
            key={role}
            className="cursor-pointer rounded-full border border-line-strong px-3 py-1 text-sm has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input type="checkbox" name="roles" value={role} defaultChecked={held.includes(role)} className="sr-only" />
            {wireWords(role)}
          </label>
        ))}
      </div>
      {error && <p className="mt-1 text-sm text-danger">{error}</p>}
    </fieldset>
  )
}
