import { Link } from '../../framework.ts'
import type { ShownReport } from '../../server/reports.server.ts'

/** Every group with its figures; wide ones are moved sideways within their own frame. */
export function ReportTable({ report }: { report: ShownReport }) {
  const { title, columns, rows, isOfMoney } = report
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section tabIndex={0} aria-label={`${title}, as a table`} className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`border-b border-line px-3 py-2 text-xs font-semibold text-text-3 first:ps-5 last:pe-5 ${index === 0 || (isOfMoney && index === 1) ? 'text-start' : 'text-end'}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, currency, parcels, cells }) => (
            <tr key={key} className="border-b border-line last:border-b-0 hover:bg-surface-2">
              <th scope="row" className="min-w-32 px-3 py-2 ps-5 text-start font-medium max-sm:ps-4">
                <Link to={parcels} className="inline-block min-h-6 hover:underline">
                  <bdi>{label}</bdi>
                </Link>
              </th>
              {isOfMoney && <td className="px-3 py-2 text-text-2">{currency}</td>}
              {cells.map(({ value, previous }, index) => (
                <td
                  key={columns[index + (isOfMoney ? 2 : 1)]}
                  className="figures px-3 py-2 text-end whitespace-nowrap last:pe-5"
                >
                  {value}
                  {previous !== null && <span className="block text-xs text-text-3">before {previous}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
