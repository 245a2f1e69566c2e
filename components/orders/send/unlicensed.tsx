import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { DateInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { approveUnlicensedAction } from '#lib/orders/send/send.actions.ts'
import type { SendPage } from '#lib/orders/send/send.queries.ts'
import { formatDate, formatDateTime } from '#lib/values/format.ts'

/** The unlicensed medicines of an order, each with its approval or the form to give one. */
export function Unlicensed({ page, trustId, mayApprove }: { page: SendPage; trustId: string; mayApprove: boolean }) {
  const decidable = page.status === 'approved' || page.status === 'awaiting_approval'
  return page.unlicensed.map((medicine, index) => (
    <Section
      key={medicine.vmpId}
      id={`unlicensed-${index + 1}`}
      title={medicine.name}
      lead={
        medicine.approval
          ? `Unlicensed. Approved as ${medicine.approval.number}, to be reviewed on ${formatDate(medicine.approval.reviewOn)}.`
          : 'This medicine has no licence. It is ordered once a pharmacist approves its use.'
      }
    >
      {medicine.grounds && (
        <SummaryList
          small
          rows={[
            { label: 'Approved by', value: `${medicine.grounds.by}, ${formatDateTime(medicine.grounds.at)}` },
            { label: 'Asked for by', value: medicine.grounds.request || 'Not recorded' },
            { label: 'Needed because', value: medicine.grounds.reason },
            { label: 'Considered instead', value: medicine.grounds.alternatives },
            { label: 'Quality', value: medicine.grounds.quality || 'Not recorded' },
          ]}
        />
      )}
      {!medicine.approval && decidable && !mayApprove && <p>Ask a pharmacist to approve it on this page.</p>}
      {!medicine.approval && decidable && mayApprove && (
        <ActionForm
          action={approveUnlicensedAction}
          trustId={trustId}
          version={page.version}
          act={`unlicensed ${page.number} ${medicine.vmpId}`}
          hidden={{ number: page.number, vmpId: medicine.vmpId }}
          label={`Approve ${medicine.name}`}
        >
          <Textarea
            name="request"
            label="Who asked for it"
            hint="Ward or clinic, prescriber, date. Name no patient."
            rows={2}
          />
          <Textarea name="reason" label="Why it is needed" hint="The clinical need. Name no patient." />
          <Textarea name="alternatives" label="Licensed medicines considered" hint="And why they will not do" />
          <Textarea
            name="quality"
            label="How its quality was assessed"
            hint="Source, manufacturer’s licence or certificate of analysis, language of the label, and by whom"
          />
          <DateInput name="reviewOn" label="Review on" hint="At most two years from today, like 6 August 2027" />
          <Button>Approve its use</Button>
        </ActionForm>
      )}
    </Section>
  ))
}
