import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { Link } from '../framework.ts'
import { cn } from './cn.ts'

const look = cva(
  'inline-flex items-center justify-center gap-2 rounded-md font-semibold whitespace-nowrap select-none transition-colors duration-100 disabled:opacity-55 disabled:cursor-not-allowed aria-disabled:opacity-55',
  {
    variants: {
      tone: {
        primary: 'bg-accent-fill text-on-accent hover:bg-accent-press active:bg-accent-press',
        secondary: 'border border-line-strong bg-surface-1 text-text-1 hover:bg-surface-3',
        quiet: 'text-accent hover:bg-accent-soft',
        danger: 'bg-danger text-on-danger hover:bg-danger-press',
        warning: 'border border-danger bg-surface-1 text-danger hover:bg-danger-soft',
      },
      size: {
        small: 'min-h-8 px-3 text-sm',
        medium: 'min-h-10 px-4 text-sm',
        large: 'min-h-12 px-5 text-base',
        thumb: 'min-h-14 w-full px-5 text-lg',
      },
    },
    defaultVariants: { tone: 'primary', size: 'medium' },
  },
)

export type ButtonLook = VariantProps<typeof look>

type ButtonProps = ComponentProps<'button'> & ButtonLook

/** A button; it submits its form unless it says otherwise. */
export function Button({ tone, size, className, type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={cn(look({ tone, size }), className)} {...rest} />
}

type ButtonLinkProps = ComponentProps<typeof Link> & ButtonLook

/** A link that looks like a button. */
export function ButtonLink({ tone, size, className, ...rest }: ButtonLinkProps) {
  return <Link className={cn(look({ tone, size }), className)} {...rest} />
}
