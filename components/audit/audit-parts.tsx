import { Chips } from '#components/ui/chips.tsx'

const PARTS = [
  { id: 'record', label: 'The record', href: '/audit' },
  { id: 'duties', label: 'Segregation of duties', href: '/audit/duties' },
  { id: 'exceptions', label: 'Exceptions', href: '/audit/exceptions' },
  { id: 'samples', label: 'Samples you draw', href: '/audit/samples' },
] as const

/** The ways into the audit, the one that is open marked. */
export function AuditParts({ current }: { current: (typeof PARTS)[number]['id'] }) {
  return (
    <div className="app-section">
      <Chips
        label="Parts of the audit"
        chips={PARTS.map(({ id, label, href }) => ({ label, href, current: id === current }))}
      />
    </div>
  )
}
