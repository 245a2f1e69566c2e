import { Link } from '#components/ui/link.tsx'
import { Section } from '#components/ui/section.tsx'
import type { MedicineCodes } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { CodeTable } from './code-table.tsx'

/** The codes in use that the trust's systems have for a medicine's packs, for its product page; `edit`: whether the reader may change them. */
export function LocalCodes({ codes, edit }: { codes: MedicineCodes; edit: boolean }) {
  const current = codes.codes.filter((one) => one.state === 'now' || one.state === 'coming')
  return (
    <Section id="codes" title="Local codes">
      {current.length === 0 ? (
        <p>No code of your own systems is known for these packs.</p>
      ) : (
        <CodeTable caption="Codes in use" codes={current} medicine={false} edit={false} />
      )}
      <p className="app-more">
        <Link href={`/catalogue/${codes.vmpId}/codes`}>
          {edit ? 'Add or end a code, and see those that ended' : 'All codes, and those that ended'}
        </Link>
      </p>
    </Section>
  )
}
