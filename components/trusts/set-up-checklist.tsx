import { Link } from '#components/ui/link.tsx'
import { Column, Grid, Section } from '#components/ui/section.tsx'
import { TaskList } from '#components/ui/task-list.tsx'
import { nextStep, SET_UP_STAGES, type SetUpStep } from '#lib/trusts/set-up.rules.ts'
import { formatCounted } from '#lib/values/format.ts'

const COLUMNS = [['trust', 'places', 'buying'], ['people']] as const

/** What is still missing before the first order can go out, each with the page where it is done. Nothing once all is there. */
export function SetUpChecklist({ steps }: { steps: readonly SetUpStep[] }) {
  const next = nextStep(steps)
  if (next === null) return null
  const done = steps.filter((step) => step.done).length
  return (
    <Section
      id="set-up"
      title="Set up"
      lead={`${formatCounted(done, 'step')} of ${steps.length} done. Once all are, an order can go all the way from raising to booking in. You can do them in any order.`}
    >
      <Grid>
        {COLUMNS.map((stages) => (
          <Column key={stages[0]} span={6}>
            {stages.map((stage) => (
              <Stage key={stage} stage={stage} steps={steps.filter((step) => step.stage === stage)} />
            ))}
          </Column>
        ))}
      </Grid>
    </Section>
  )
}

function Stage({ stage, steps }: { stage: SetUpStep['stage']; steps: readonly SetUpStep[] }) {
  if (steps.length === 0) return null
  const id = `set-up-${stage}`
  return (
    <>
      <h3 id={id}>{SET_UP_STAGES[stage]}</h3>
      <TaskList labelledBy={id} tasks={steps.map((step) => ({ ...step, name: step.label, hint: step.why }))} />
    </>
  )
}

/** On the pages of the steps: how many are left, and which comes next unless it is done `here`. Nothing once all are done. */
export function SetUpNext({ steps, here = '' }: { steps: readonly SetUpStep[]; here?: string }) {
  const next = nextStep(steps)
  if (next === null) return null
  const left = steps.filter((step) => !step.done).length
  return (
    <p className="app-gap">
      Setting up: <Link href="/settings#set-up">{formatCounted(left, 'step')} left</Link>.
      {next.href.split(/[?#]/)[0] !== here && (
        <>
          {' '}
          Next: <Link href={next.href}>{`${next.label.charAt(0).toLowerCase()}${next.label.slice(1)}`}</Link>.
        </>
      )}
    </p>
  )
}
