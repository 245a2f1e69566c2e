import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import type { NoteLine } from '#lib/orders/receive/note.queries.ts'
import { enterCdRegisterAction } from '#lib/orders/receive/receive.actions.ts'
import { formatCounted, formatDateTime } from '#lib/values/format.ts'

/** A controlled drug of a note: where it stands in the register, or the form that says so. */
export function CdRegister({ line, trustId, mayEnter }: { line: NoteLine; trustId: string; mayEnter: boolean }) {
  const { register } = line
  if (!register) return null
  const about = `${line.product}, batch ${line.batch || 'not recorded'}, ${formatCounted(line.accepted, 'pack')}.`
  if (register.reference !== null) {
    return (
      <Section id={`register-${line.id}`} title="In the controlled drugs register" lead={about}>
        <Note lead={`Register reference ${register.reference}.`}>
          {register.by} entered it{register.at ? `, ${formatDateTime(register.at)}` : ''}.
        </Note>
      </Section>
    )
  }
  return (
    <Section id={`register-${line.id}`} title="Not in the controlled drugs register yet" lead={about}>
      {mayEnter ? (
        <ActionForm
          action={enterCdRegisterAction}
          trustId={trustId}
          act={`cd-register ${line.id}`}
          hidden={{ lineId: line.id }}
          id={`cd-${line.id}`}
          className="app-measure"
        >
          <TextInput
            name="reference"
            label="Register reference"
            hint="Book and page, or the number of the entry, like CD 14, page 32"
            autoComplete="off"
          />
          <Button>Say where it is entered</Button>
        </ActionForm>
      ) : (
        <p>Whoever books in enters it.</p>
      )}
    </Section>
  )
}
