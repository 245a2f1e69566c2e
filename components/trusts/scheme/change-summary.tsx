import { type BandDraft, bandInWords, CATEGORIES, type LineDraft, linesInWords } from './draft.ts'

/** What of a scheme is typed: ladders of bands, and who is asked beside them. */
export type SchemeDraft = {
  bands: readonly BandDraft[]
  offContract: readonly BandDraft[]
  plans: Readonly<Record<(typeof CATEGORIES)[number][0], readonly LineDraft[]>>
}

/** What somebody is about to propose, rule by rule, before they do. */
export function ChangeSummary({
  was,
  is,
  numbers,
  nameOf,
}: {
  was: SchemeDraft
  is: SchemeDraft
  /** Numbers that change, in words. */
  numbers: readonly string[]
  nameOf: (person: string) => string
}) {
  const ladder = (bands: readonly BandDraft[]) =>
    bands.map((band, index) => `${bandInWords(bands, index)}: ${linesInWords(band.lines, nameOf)}`)
  const added = (before: readonly BandDraft[], after: readonly BandDraft[]) => {
    const old = ladder(before)
    const now = ladder(after)
    const gone = old.filter((one) => !now.includes(one)).map((one) => `No longer: ${one}`)
    return [...now.filter((one) => !old.includes(one)), ...gone]
  }
  const plans = CATEGORIES.flatMap(([category, words]) => {
    const [before, after] = [linesInWords(was.plans[category], nameOf), linesInWords(is.plans[category], nameOf)]
    return before === after ? [] : [`${words}: ${after}, not ${before}`]
  })
  const beside = added(was.offContract, is.offContract).map((one) => `Beside a contract. ${one}`)
  const all = [...added(was.bands, is.bands), ...beside, ...plans, ...numbers]
  return (
    <div aria-live="polite">
      {all.length === 0 ? (
        <p>Nothing yet. What you change stands here before you propose it.</p>
      ) : (
        <ul>
          {all.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
