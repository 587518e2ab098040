import { Card } from '../../ui/card.tsx'
import { countryName, countryOptions } from '../../words/countries.ts'
import { useFilled } from '../booking/values.tsx'
import { FilledArea, FilledSelect, FilledText } from '../rules/filled.tsx'

/** What a zone is. */
export function ZoneFields() {
  const country = useFilled('country') ?? ''
  const isListed = country === '' || countryOptions.some(({ value }) => value === country)
  // A country that we do not deliver to any more stays what it is.
  const options = isListed ? countryOptions : [{ value: country, label: countryName(country) }, ...countryOptions]
  return (
    <Card title="Zone">
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <FilledText label="Name" name="name" required maxLength={80} autoComplete="off" />
        <FilledSelect label="Country" name="country" required options={options} />
        <FilledArea
          label="Postcodes begin with"
          name="postcodePrefixes"
          rows={6}
          isMarked
          spellCheck={false}
          autoComplete="off"
          className="sm:col-span-2"
          hint="Separated by commas or lines, such as 101, 103, 1040. Empty is the rest of the country."
        />
      </div>
    </Card>
  )
}
