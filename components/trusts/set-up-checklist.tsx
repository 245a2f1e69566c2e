import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Section } from '#components/ui/section.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import type { SetUpStep } from '#lib/trusts/set-up.rules.ts'
import { formatCounted } from '#lib/values/format.ts'

/** What is still missing before the first order can go out, each with the page where it is done. Nothing once all is there. */
export function SetUpChecklist({ steps }: { steps: readonly SetUpStep[] }) {
  const missing = steps.filter((step) => !step.done).length
  if (missing === 0) return null
  const lead = `${formatCounted(missing, 'step')} of ${steps.length} left before everything works, from raising an order to booking it in.`
  return (
    <Section id="set-up" title="Set up" lead={lead}>
      <Table caption="Steps of setting up">
        <TableHead>
          <HeadCell>Step</HeadCell>
          <HeadCell>Why</HeadCell>
          <HeadCell>State</HeadCell>
        </TableHead>
        <TableBody>
          {steps.map((step) => (
            <Row key={step.id}>
              <RowHead>{step.done ? step.label : <Link href={step.href}>{step.label}</Link>}</RowHead>
              <Cell label="Why">{step.why}</Cell>
              <Cell label="State">
                <Mark shape={step.done ? 'done' : 'todo'}>{step.done ? 'Done' : 'To do'}</Mark>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </Section>
  )
}
