import type { ComponentProps } from 'react'
import { SelectField, TextArea, TextField } from '../../ui/field.tsx'
import { useFilled } from '../booking/values.tsx'

/** A line of text that begins with what the form holds. */
export function FilledText(props: ComponentProps<typeof TextField>) {
  return <TextField defaultValue={useFilled(props.name) ?? ''} {...props} />
}

/** Several lines that begin with what the form holds. */
export function FilledArea(props: ComponentProps<typeof TextArea>) {
  return <TextArea defaultValue={useFilled(props.name) ?? ''} {...props} />
}

/** A choice that begins with what the form holds. */
export function FilledSelect(props: ComponentProps<typeof SelectField>) {
  return <SelectField defaultValue={useFilled(props.name) ?? ''} {...props} />
}
