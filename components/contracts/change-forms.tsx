import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import {
  approveChangesAction,
  proposeChangesAction,
  returnChangesAction,
} from '#lib/contracts/changes/changes.actions.ts'
import { formatCounted } from '#lib/values/format.ts'

type Of = { loadId: string; version: number; trustId: string }

/** Asks a second person to agree. */
export function ProposeForm({ loadId, version, trustId }: Of) {
  return (
    <ActionForm
      action={proposeChangesAction}
      trustId={trustId}
      version={version}
      hidden={{ loadId }}
      act={`propose ${loadId} ${version}`}
      id="propose"
    >
      <Button>Send to a second person</Button>
    </ActionForm>
  )
}

/** Agrees to what a catalogue changes. */
export function ApproveForm({ loadId, version, trustId, lines }: Of & { lines: number }) {
  return (
    <ActionForm
      action={approveChangesAction}
      trustId={trustId}
      version={version}
      hidden={{ loadId }}
      act={`agree ${loadId} ${version}`}
      id="agree"
    >
      <Button>Agree to {formatCounted(lines, 'change')}</Button>
    </ActionForm>
  )
}

/** Gives a catalogue back, with what has to change. */
export function ReturnForm({ loadId, version, trustId }: Of) {
  return (
    <ActionForm
      action={returnChangesAction}
      trustId={trustId}
      version={version}
      hidden={{ loadId }}
      act={`return ${loadId} ${version}`}
      id="return"
    >
      <Textarea name="reason" label="What has to change" rows={2} />
      <Button kind="secondary">Give it back</Button>
    </ActionForm>
  )
}
