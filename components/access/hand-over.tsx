import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { handOverWorkAction } from '#lib/access/people.actions.ts'
import type { PersonPage } from '#lib/access/person-page.queries.ts'
import { WorkList } from './work-list.tsx'

/** What lies still of somebody who has left, and who takes it over. */
export function HandOverForm({ trustId, page }: { trustId: string; page: PersonPage }) {
  const { person, work, takers } = page
  return (
    <>
      <WorkList work={work} left />
      <ActionForm
        action={handOverWorkAction}
        trustId={trustId}
        hidden={{ personId: person.id }}
        id="hand-over"
        label={`Hand over the work of ${person.name}`}
      >
        <TakerSelect takers={takers} none="Choose somebody" />
        <Button kind="secondary">Hand it over</Button>
      </ActionForm>
    </>
  )
}

/** Who takes somebody's work over; `none` stands where nobody is chosen. */
export function TakerSelect({ takers, none }: { takers: PersonPage['takers']; none: string }) {
  return (
    <Select
      name="handTo"
      label="Who takes their work over"
      hint="Order pads, standing orders, templates and shared views"
      choices={[{ value: '', label: none }, ...takers.map((one) => ({ value: one.id, label: one.name }))]}
    />
  )
}
