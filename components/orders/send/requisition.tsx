import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choices.tsx'
import { Link } from '#components/ui/link.tsx'
import { Mark } from '#components/ui/mark.tsx'
import { Note } from '#components/ui/note.tsx'
import { Section } from '#components/ui/section.tsx'
import { SummaryList } from '#components/ui/summary-list.tsx'
import { Cell, Row, RowHead, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { HeadCell } from '#components/ui/table-head.tsx'
import { TextInput } from '#components/ui/text-input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { signRequisitionAction, writeRequisitionAction } from '#lib/orders/send/send.actions.ts'
import type { SendPage } from '#lib/orders/send/send.queries.ts'
import { formatCount, formatDateTime } from '#lib/values/format.ts'
import { unitsInWords } from '#lib/values/units.ts'

/** The requisition of a controlled drug order: what it asks for, written, printed and signed in ink, then confirmed as gone. */
export function Requisition({ page, trustId, maySign }: { page: SendPage; trustId: string; maySign: boolean }) {
  const { requisition, supplier } = page
  const papers = page.documents.filter((one) => one.version === page.version)
  const pdf = papers.find((one) => one.kind === 'requisition_pdf')
  const twin = papers.find((one) => one.kind === 'requisition_html')
  const at = (id: string) => `/orders/${page.number}/documents/${id}`
  return (
    <Section
      id="requisition"
      title="Requisition"
      lead={
        requisition?.signedAt
          ? `Signed. ${requisition.signedBy} said on ${formatDateTime(requisition.signedAt)} that the signed original went to ${supplier.name}.`
          : 'Controlled drugs of Schedules 1 to 3 are supplied against a requisition signed in ink: the supplier needs the signed original, not a copy or a fax.'
      }
    >
      <Table caption="What the requisition asks for" density="desk">
        <TableHead>
          <HeadCell>Medicine and pack</HeadCell>
          <HeadCell>Schedule</HeadCell>
          <HeadCell number>Packs</HeadCell>
          <HeadCell number>Total quantity</HeadCell>
        </TableHead>
        <TableBody>
          {page.requisitioned.map((line) => (
            <Row key={line.lineNo}>
              <RowHead>
                {line.name}
                <span className="app-pack">, {line.packText}</span>
              </RowHead>
              <Cell label="Schedule">{line.schedule}</Cell>
              <Cell label="Packs" number>
                {formatCount(line.packs)}
              </Cell>
              <Cell label="Total quantity" number>
                {unitsInWords(line.totalQuantity, line.unitName)}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      <UsageTable page={page} />
      {requisition && (
        <SummaryList
          small
          rows={[
            { label: 'Recipient', value: `${requisition.writtenBy}, ${requisition.profession}` },
            { label: 'Purpose', value: requisition.purpose },
            { label: 'Written', value: formatDateTime(requisition.writtenAt) },
            {
              label: 'To print and sign',
              value: (
                <>
                  {pdf && <Link href={at(pdf.id)}>Requisition, PDF</Link>}
                  {pdf && twin && ', '}
                  {twin && <Link href={at(twin.id)}>the same as a page</Link>}
                </>
              ),
            },
          ]}
        />
      )}
      {!requisition?.signedAt && !maySign && <p>A pharmacist writes and signs it.</p>}
      {!requisition?.signedAt && maySign && page.own && (
        <p>You {page.own} this order: another pharmacist writes and signs its requisition.</p>
      )}
      {!requisition?.signedAt && maySign && !page.own && (
        <div className="app-more">
          <RequisitionActs page={page} trustId={trustId} />
        </div>
      )}
    </Section>
  )
}

/** What is asked for against what three months used: what the signer has to see before it goes. */
function UsageTable({ page: { usage, unusualReason } }: { page: SendPage }) {
  return (
    <div className="app-more">
      <Table caption="Against the trust’s usage of the last three months" density="desk">
        <TableHead>
          <HeadCell>Medicine</HeadCell>
          <HeadCell number>Asked for</HeadCell>
          <HeadCell number>Used in three months</HeadCell>
          <HeadCell>What to look at</HeadCell>
        </TableHead>
        <TableBody>
          {usage.map((one) => (
            <Row key={one.vmpId}>
              <RowHead>{one.name}</RowHead>
              <Cell label="Asked for" number>
                {unitsInWords(one.ordered, one.unitName)}
              </Cell>
              <Cell label="Used in three months" number>
                {one.used > 0 ? unitsInWords(one.used, one.unitName) : 'None on record'}
              </Cell>
              <Cell label="What to look at">
                <Mark shape={one.unusual ? 'changed' : 'done'} wrap>
                  {one.unusual ? (one.used > 0 ? 'More than was used' : 'Nothing to compare with') : 'Within usage'}
                </Mark>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {unusualReason && <Note lead="Why so much:">{unusualReason}</Note>}
    </div>
  )
}

function RequisitionActs({ page, trustId }: { page: SendPage; trustId: string }) {
  const { requisition, number, version } = page
  const common = { trustId, version, hidden: { number } }
  return (
    <>
      {requisition && !requisition.mine && (
        <p>Only {requisition.writtenBy} can sign it. To sign it yourself, write it again in your own name.</p>
      )}
      {requisition?.mine && (
        <ActionForm
          action={signRequisitionAction}
          act={`sign ${number} ${version}`}
          label="Confirm the signed original"
          {...common}
        >
          {page.usage.some((one) => one.unusual) && (
            <Textarea
              name="unusualReason"
              label="Why more than three months’ usage is needed"
              hint="It stands in the record with the figures above"
              rows={2}
            />
          )}
          <Checkbox name="signed" label={`I have signed it, and the signed original went to ${page.supplier.name}`} />
          <Button>Confirm and let the order go</Button>
        </ActionForm>
      )}
      <ActionForm
        action={writeRequisitionAction}
        act={`requisition ${number} ${version}`}
        label="Write the requisition"
        {...common}
      >
        <TextInput
          name="profession"
          label="Your profession or occupation"
          defaultValue={requisition?.profession ?? 'Pharmacist'}
          width={20}
        />
        <Textarea name="purpose" label="Purpose" defaultValue={requisition?.purpose ?? 'Hospital stock'} rows={2} />
        <Button kind={requisition ? 'secondary' : 'main'}>
          {requisition ? 'Write it again' : 'Write the requisition'}
        </Button>
      </ActionForm>
    </>
  )
}
