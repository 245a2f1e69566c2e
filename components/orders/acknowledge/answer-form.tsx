import { Fragment } from 'react'
import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Radios } from '#components/ui/choices.tsx'
import { FileInput } from '#components/ui/file-input.tsx'
import { Section } from '#components/ui/section.tsx'
import { DateInput, TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { acknowledgeByMessageAction, acknowledgeOrderAction } from '#lib/orders/acknowledge/acknowledge.actions.ts'
import type { AnswerPage } from '#lib/orders/acknowledge/acknowledge.queries.ts'
import { ANSWER_SOURCES, SOURCE_NAMES } from '#lib/orders/acknowledge/answer.schema.ts'
import { formatCounted } from '#lib/values/format.ts'
import { AnswerTable } from './answer-table.tsx'

/** Writing a supplier's answer down: accepted in one act, or line by line. `main`: it is what this page is for now. */
export function AnswerForm({ page, trustId, main }: { page: AnswerPage; trustId: string; main: boolean }) {
  const lines = formatCounted(page.lines.length, 'line')
  const all = page.lines.length === 1 ? lines : `all ${lines}`
  return (
    <Section
      id="record"
      title={page.answers.length === 0 ? 'Write down their answer' : 'Write down another answer'}
      lead="What they say last counts. Goods may come before it."
    >
      <ActionForm
        action={acknowledgeOrderAction}
        trustId={trustId}
        version={page.version}
        hidden={{ number: page.number, edit: String(page.edit) }}
        id="answer"
        label="Their answer"
      >
        <Fragment key={page.edit}>
          <EnterRecords />
          <div className="app-grid">
            <div className="app-c6">
              <Radios
                name="source"
                label="How they answered"
                layout="inline"
                defaultValue="email"
                options={ANSWER_SOURCES.map((source) => ({ value: source, label: SOURCE_NAMES[source] }))}
              />
            </div>
            <div className="app-c3">
              <TextInput
                name="supplierReference"
                label="Their reference"
                hint="Leave it empty if there is none"
                width={20}
              />
            </div>
            <div className="app-c3">
              <DateInput name="answeredOn" label="Day they answered" hint="Leave it empty for today" />
            </div>
          </div>
          <Button kind={main ? 'main' : 'secondary'} name="intent" value="all">
            {page.supplier} accepts {all}
          </Button>
          <h3 className="app-gap">Or line by line</h3>
          <p>Choose what differs. What you leave alone is accepted, or stands as they said before.</p>
          <AnswerTable lines={page.lines} others={page.others} />
          <div className="app-gap app-measure">
            <Textarea name="note" label="Note on the whole answer (optional)" rows={2} maxLength={500} />
          </div>
          <Button kind="secondary" name="intent" value="lines">
            Record the answer line by line
          </Button>
        </Fragment>
      </ActionForm>
    </Section>
  )
}

/** Enter in a field records the lines as they stand, not everything as accepted. */
function EnterRecords() {
  return (
    <button
      type="submit"
      name="intent"
      value="lines"
      className="nhsuk-u-visually-hidden"
      tabIndex={-1}
      aria-hidden="true"
    >
      Record
    </button>
  )
}

/** Reading an answer from the supplier's message. */
export function AnswerFile({ page, trustId }: { page: AnswerPage; trustId: string }) {
  return (
    <Section id="message" title="Read their message" lead="A Peppol order response (UBL) that came as a file.">
      <ActionForm
        action={acknowledgeByMessageAction}
        trustId={trustId}
        version={page.version}
        hidden={{ number: page.number }}
        id="answer-file"
        label="Their message"
        className="app-measure"
      >
        <FileInput
          key={page.edit}
          name="message"
          label="Message"
          hint="An XML file under 900 KB. It is kept as it came."
          accept=".xml,text/xml,application/xml"
        />
        <Button kind="secondary">Read the message</Button>
      </ActionForm>
    </Section>
  )
}
