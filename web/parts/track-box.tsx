import { Button } from '../ui/button.tsx'
import { TextField } from '../ui/field.tsx'

/** Asks for a number; works without any script. */
export function TrackBox() {
  return (
    <form action="/track" method="get" className="flex flex-col gap-3">
      <TextField
        label="Tracking number"
        name="number"
        required
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
      />
      <Button size="large">Track</Button>
    </form>
  )
}
