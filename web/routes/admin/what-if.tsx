import { History } from 'lucide-react'
import {
  type ActionFunctionArgs,
  data,
  Form,
  type LoaderFunctionArgs,
  redirect,
  useActionData,
  useLoaderData,
  useNavigation,
} from '../../framework.ts'
import { FilledProvider } from '../../parts/booking/values.tsx'
import { LevelFields } from '../../parts/policy/level-fields.tsx'
import { PageHead } from '../../parts/policy/page-head.tsx'
import { FilledText } from '../../parts/rules/filled.tsx'
import { valuesOf } from '../../server/booking.server.ts'
import { calendarOptions } from '../../server/calendar-options.server.ts'
import { draftOf, packDraft, unpackDraft } from '../../server/draft.server.ts'
import { withRole } from '../../server/guard.server.ts'
import { overrideCount } from '../../server/ladder-form.server.ts'
import { levelOf } from '../../server/level-form.server.ts'
import { load, refusable } from '../../server/problems.server.ts'
import { daysOf, whatIfMessages, whatIfValues } from '../../server/what-if.server.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { type FieldMessages, FormErrorsProvider } from '../../ui/form-errors.tsx'
import { ProblemSummary } from '../../ui/problem-summary.tsx'
