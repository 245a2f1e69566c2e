import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { addLocalCodeAction, endLocalCodeAction } from '#lib/catalogue/local-codes/local-code.actions.ts'
import type { ListedCode, MedicineCodes } from '#lib/catalogue/local-codes/local-code.queries.ts'
import { packMake } from '#lib/catalogue/pack.rules.ts'
import { addDays, type LocalDate } from '#lib/values/dates.ts'
import { formatDate } from '#lib/values/format.ts'

/** A code that one of the trust's systems has for a pack. */
export function AddCodeForm({ codes, today, trustId }: { codes: MedicineCodes; today: LocalDate; trustId: string }) {
  return (
    <ActionForm action={addLocalCodeAction} trustId={trustId} id="code" className="app-gap">
      <Select
        name="amppId"
        label="Pack"
        choices={codes.packs.map((one) => ({ value: one.amppId, label: `${one.packText}, ${packMake(one)}` }))}
      />
      <TextInput name="code" label="Code" width={20} maxLength={40} spellCheck={false} />
      <TextInput
        name="system"
        label="Which system has it"
        hint="As you call it: the stock system, the robot"
        defaultValue={codes.codes[0]?.system ?? 'Stock system'}
        width={20}
        maxLength={60}
      />
      <DateInput name="from" label="First day" defaultValue={formatDate(today)} width={20} />
      <Button>Add the code</Button>
    </ActionForm>
  )
}

/** The end of a code; one that is to come is taken off. */
export function EndCodeForm({ code, today, trustId }: { code: ListedCode; today: LocalDate; trustId: string }) {
  const coming = code.state === 'coming'
  const last = coming ? addDays(code.from, -1) : today
  return (
    <>
      <p>
        {code.system} has code {code.code} for{' '}
        {code.pack ? `${code.pack.packText} of ${packMake(code.pack)}` : 'a pack'}.
        {coming ? ` It begins on ${formatDate(code.from)}.` : ' The pack is still found by it, with the day it ended.'}
      </p>
      <ActionForm
        action={endLocalCodeAction}
        trustId={trustId}
        hidden={{ codeId: code.id, until: code.to ?? 'open', ...(coming ? { last } : {}) }}
        id="end-code"
        className="app-gap"
      >
        {!coming && <DateInput name="last" label="Last day" defaultValue={formatDate(last)} width={20} />}
        <Button kind="secondary">{coming ? 'Take the code off' : 'End the code'}</Button>
      </ActionForm>
    </>
  )
}
