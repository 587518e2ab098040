import { Form } from '../../framework.ts'
import { Button } from '../../ui/button.tsx'
import { CheckGroup } from '../../ui/check-group.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'

const rhythms = [
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'Every week' },
  { value: 'monthly', label: 'On the first of each month' },
]
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, index) => ({
  value: String(index + 1),
  label,
}))
const formats = [
  { value: 'pdf', label: 'PDF' },
  { value: 'xlsx', label: 'XLSX' },
  { value: 'csv', label: 'CSV' },
]

/** When, as what, and to whom. */
export function ScheduleForm({ readers }: { readers: readonly { value: string; label: string }[] }) {
  return (
    <Form method="post" className="@container flex flex-col gap-4">
      <div className="grid grid-cols-1 gap-3 @sm:grid-cols-2">
        <SelectField label="Rhythm" name="rhythm" isMarked options={rhythms} defaultValue="weekly" />
        <SelectField label="Day, for a weekly one" name="weekday" isMarked options={weekdays} defaultValue="1" />
        <TextField label="At" name="at" type="time" required defaultValue="07:00" />
        <SelectField label="As" name="format" isMarked options={formats} defaultValue="pdf" />
      </div>
      <CheckGroup label="To" name="recipients" options={readers} />
      <Button className="self-start" name="intent" value="create">
        Schedule it
      </Button>
    </Form>
  )
}
