import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { NothingHere } from '#components/shell/nothing-here.tsx'
import { OurFaultAlone } from '#components/shell/our-fault.tsx'
import { Shell } from '#components/shell/shell.tsx'
import { SignInPanel } from '#components/shell/sign-in-panel.tsx'
import type { ActionAnswer } from '#lib/action-answer.ts'
import { ActionForm } from './action-form.tsx'
import { AnswerWords } from './answer-words.tsx'
import { Button, ButtonLink, Buttons, LinkButton } from './button.tsx'
import { Chips } from './chips.tsx'
import { Checkbox, Checkboxes, Radios } from './choices.tsx'
import { Combobox } from './combobox.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { Details } from './details.tsx'
import { Docket } from './docket.tsx'
import { EmptyState } from './empty-state.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { Facts } from './facts.tsx'
import { FileInput } from './file-input.tsx'
import { FilterSummary } from './filter-errors.tsx'
import { FilterForm } from './filter-form.tsx'
import { FormContext } from './form-context.ts'
import { KeyList } from './key-list.tsx'
import { Mark } from './mark.tsx'
import { InsetText, Note } from './note.tsx'
import { PageHead } from './page-head.tsx'
import { Pagination } from './pagination.tsx'
import { CellBar, ProgressBar } from './progress.tsx'
import { Route } from './route.tsx'
import { Column, Grid, Section } from './section.tsx'
import { Select } from './select.tsx'
import { Steps } from './steps.tsx'
import { Strip } from './strip.tsx'
import { SummaryList } from './summary-list.tsx'
import { Cell, Row, RowHead, Sub, Table, TableBody, TableHead, TotalsRow } from './table.tsx'
import { HeadCell, SortHead } from './table-head.tsx'
import { Tag } from './tag.tsx'
import { DateInput, NumberInput, TextInput } from './text-input.tsx'
import { Textarea } from './textarea.tsx'

const nothing = async () => ({ kind: 'idle' }) as const
const leave = async () => {}

const table = (
  <Table caption="Lines" density="desk" wide sticky>
    <TableHead>
      <HeadCell>Product</HeadCell>
      <SortHead href="?sort=packs" sorted="ascending" number>
        Packs
      </SortHead>
      <HeadCell hidden>Drawn</HeadCell>
    </TableHead>
    <TableBody>
      <Row current why="Under 1 day of cover." columns={3}>
        <RowHead id="p1">Lorazepam</RowHead>
        <Cell label="Packs" number>
          <b>12</b>
          <Sub>suggested 12</Sub>
        </Cell>
        <Cell>
          <CellBar value={1} whole={2} then={2} />
        </Cell>
      </Row>
    </TableBody>
    <TotalsRow>
      <RowHead>1 line</RowHead>
      <Cell label="Packs" number colSpan={2}>
        12
      </Cell>
    </TotalsRow>
  </Table>
)

const fields = (
  <>
    <TextInput name="email" label="E-mail" hint="At work" defaultValue="a@b.example" />
    <NumberInput name="packs" label="Packs" suffix="packs" defaultValue="12" />
    <DateInput name="expiry" label="Expiry" />
    <Select name="reason" label="Reason" placeholder="Choose a reason" choices={[{ value: 'out', label: 'Out' }]} />
    <Radios name="kind" label="Kind" hint="Of order" options={[{ value: 'stock', label: 'Stock' }]} />
    <Checkboxes name="classes" label="Classes" options={[{ value: 'cd', label: 'Controlled drugs' }]} />
    <Checkbox name="moved" label="Moved" />
    <Textarea name="note" label="Note" />
    <FileInput name="file" label="File" />
  </>
)

const pieces: Record<string, ReactElement> = {
  buttons: (
    <Buttons>
      <Button full>Send</Button>
      <ButtonLink href="/orders" kind="secondary" small>
        Orders
      </ButtonLink>
      <LinkButton name="act" value="delete">
        Delete this draft
      </LinkButton>
    </Buttons>
  ),
  words: (
    <>
      <Tag tone="solid">Sent</Tag>
      <Mark shape="late">Late</Mark>
      <Note kind="stop" lead="Stop.">
        Short-dated.
      </Note>
      <InsetText>As they wrote</InsetText>
      <EmptyState title="Nothing to do">No delivery is late.</EmptyState>
      <ProgressBar value={31} whole={50} label="done" />
    </>
  ),
  lists: (
    <>
      <Facts facts={[{ label: 'Status', value: 'Sent', more: 'today' }]} />
      <Chips label="By status" chips={[{ label: 'All', href: '/orders', count: 1312, current: true }]} />
      <SummaryList rows={[{ label: 'File', value: 'a.csv', act: { href: '/x', words: 'Change', what: 'the file' } }]} />
      <Details summary="As a table">{table}</Details>
      <Docket
        queues={[
          {
            key: 'late',
            count: 5,
            title: 'Deliveries are late',
            says: 'Not booked in.',
            items: [{ key: '1', what: 'Rocuronium', figure: '90 days late' }],
            act: { href: '/deliveries', words: 'Chase 5 deliveries', main: true },
          },
        ]}
      />
      <Strip label="Baskets" items={[{ key: 'm', name: 'Meridian', size: '2 lines', figure: '£1.00', note: 'None' }]} />
      <Pagination says="1 to 50" newer="?n" older="?o" />
      <KeyList keys={[{ keys: ['Enter'], does: 'accept' }]}>
        <Button>Create</Button>
      </KeyList>
    </>
  ),
  page: (
    <>
      <PageHead
        title="Order"
        kicker="Riverside"
        standfirst="All came."
        aside="Today"
        back={{ href: '/', words: 'Today' }}
      />
      <Grid section>
        <Column span={4} decision>
          <DecisionPanel title="Your decision" total="£1.00" totalSays="with VAT">
            <Route label="Who must agree" stations={[{ key: '1', state: 'done', what: 'You', why: 'Within limit' }]} />
          </DecisionPanel>
        </Column>
        <Section id="steps" title="Steps" columns={8} headingHidden>
          <Steps label="Steps" steps={[{ name: 'Raise', state: 'part', when: 'Now', what: 'Amira' }]} />
        </Section>
      </Grid>
    </>
  ),
  table,
  form: (
    <ActionForm action={nothing} trustId="trust-1" version={3} act="approve 1" id="f" hidden={{ orderId: 'order-1' }}>
      {fields}
    </ActionForm>
  ),
  filter: (
    <FilterForm action="/orders" label="Filter orders" hidden={{ sort: 'raised' }} clear="/orders">
      <TextInput name="q" label="Number" />
    </FilterForm>
  ),
  summary: <ErrorSummary errors={[{ message: 'Enter packs', href: '#f-packs' }, { message: 'Try later' }]} />,
  combobox: (
    <Combobox<string>
      label="Add a line"
      listLabel="Packs found"
      fetchOptions={async () => []}
      optionKey={(option) => option}
      renderOption={(option) => option}
      onChoose={() => {}}
    />
  ),
  shell: (
    <Shell
      trust="Riverside"
      signed={{ name: 'Amira Hassan', role: 'Technician', signOut: leave }}
      places={[{ href: '/', label: 'Today', count: 3 }]}
      says="Invented."
    >
      <NothingHere />
    </Shell>
  ),
  fault: <OurFaultAlone fault={Object.assign(new Error('x'), { digest: '42' })} again={() => {}} />,
  signIn: (
    <SignInPanel
      form={<p>Form</p>}
      other={<p>Other</p>}
      demo={[{ email: 'a@b.example', name: 'Amira', role: 'Technician', trust: 'Riverside' }]}
      demoAct={(person) => person.role}
      demoSays="Pretend."
    />
  ),
}

function withAnswer(answer: ActionAnswer): string {
  return renderToStaticMarkup(<FormContext value={{ prefix: 'f', answer }}>{fields}</FormContext>)
}

describe('every piece', () => {
  it.each(Object.entries(pieces))('%s: draws on the server without a style attribute', (_, piece) => {
    const html = renderToStaticMarkup(piece)
    expect(html.length).toBeGreaterThan(40)
    expect(html).not.toMatch(/\sstyle=/)
  })

  it.each(Object.entries(pieces))('%s: every id that is pointed at exists, once', (_, piece) => {
    const html = renderToStaticMarkup(piece)
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, list] of html.matchAll(/\s(?:for|aria-describedby|aria-labelledby|aria-controls)="([^"]+)"/g))
      for (const id of (list ?? '').split(' ')) expect(ids).toContain(id)
  })
})

describe('tables', () => {
  const html = renderToStaticMarkup(table)
  it('say their roles, their sort and their column names for small screens', () => {
    for (const role of ['table', 'rowgroup', 'row', 'columnheader', 'rowheader', 'cell'])
      expect(html).toContain(`role="${role}"`)
    expect(html).toContain('aria-sort="ascending"')
    expect(html).toContain('<td role="cell" data-label="Packs" class="app-num"><div><b>12</b>')
  })
  it('have a caption and can be reached by keyboard when they scroll', () => {
    expect(html).toContain('<caption class="nhsuk-u-visually-hidden">Lines</caption>')
    expect(html).toMatch(/<section class="app-scroll" aria-label="Lines, table" tabindex="0">/i)
  })
})

describe('forms', () => {
  it('carry a key, the trust, the version and what else is hidden', () => {
    const html = renderToStaticMarkup(pieces.form)
    expect(html).toMatch(/name="commandKey" value="[0-9a-f]{8}-[0-9a-f-]{27}"/)
    expect(html).toContain('name="trustId" value="trust-1"')
    expect(html).toContain('name="version" value="3"')
    expect(html).toContain('name="orderId" value="order-1"')
  })

  it('put an error between hint and control and tie both to it', () => {
    const html = withAnswer({
      kind: 'invalid',
      errors: [{ field: 'email', message: 'Enter your e-mail address' }],
      values: {},
    })
    expect(html).toMatch(/id="f-email-hint".*id="f-email-error".*<input/)
    expect(html).toContain('aria-describedby="f-email-hint f-email-error"')
    expect(html).toContain('aria-invalid="true"')
    expect(html.match(/nhsuk-form-group--error/g)).toHaveLength(1)
  })

  it('lead on from a refusal: to the record afresh, beside this page, and to who can help', () => {
    const refused = { kind: 'refused', code: 'CHANGED_MEANWHILE', title: 'Changed', message: 'Open it again.' } as const
    const link = { href: '', words: 'See how the order stands now' }
    const said = (answer: ActionAnswer) =>
      renderToStaticMarkup(<AnswerWords answer={answer} prefix="f" onArrived={() => undefined} />)
    const html = said({ ...refused, values: {}, link, help: 'Who can: Priya Shah.' })
    expect(html).toContain(
      '<a href="" target="_blank" rel="noreferrer">See how the order stands now (opens in a new tab)</a>',
    )
    expect(html).toContain('<p>Who can: Priya Shah.</p>')
    const elsewhere = said({ ...refused, values: {}, link: { ...link, href: '//elsewhere.example' } })
    expect(elsewhere).not.toContain('elsewhere.example')
  })

  it('put back what was typed', () => {
    const html = withAnswer({
      kind: 'refused',
      code: 'CHANGED_MEANWHILE',
      title: 'Changed',
      message: 'Open it again.',
      values: {
        email: 'typed',
        packs: '12O',
        reason: 'out',
        kind: 'stock',
        classes: ['cd'],
        moved: 'yes',
        note: 'Ward 7',
      },
    })
    expect(html).toContain('value="typed"')
    expect(html).toContain('value="12O"')
    expect(html).toMatch(/<option value="out" selected/)
    expect(html).toContain('>Ward 7</textarea>')
    expect(html.match(/checked=""/g)).toHaveLength(3)
  })

  it('never use a number field', () => {
    expect(withAnswer({ kind: 'idle' })).not.toContain('type="number"')
  })
})

describe('a filter with something wrong', () => {
  const errors = [{ field: 'from', message: 'Enter a day that exists, like 6 November 2026' }]

  it('keeps what was typed, says it at the field, and leads there from above', () => {
    const form = renderToStaticMarkup(
      <FilterForm action="/orders" label="Filter" errors={errors} typed={{ from: 'last week' }}>
        <DateInput name="from" label="From" />
        <DateInput name="to" label="To" />
      </FilterForm>,
    )
    expect(form).toContain('value="last week"')
    expect(form.match(/aria-invalid="true"/g)).toHaveLength(1)
    expect(form).toContain('Enter a day that exists')
    const id = /<input[^>]* id="([^"]+)"[^>]*name="from"/.exec(form)?.[1]
    expect(renderToStaticMarkup(<FilterSummary errors={errors} />)).toContain(`href="#${id}"`)
  })
})
