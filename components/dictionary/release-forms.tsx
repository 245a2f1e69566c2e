import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import { FileInput } from '#components/ui/file-input.tsx'
import {
  cancelReleaseAction,
  chooseReleaseAction,
  makeDictionaryCurrentAction,
} from '#lib/catalogue/dictionary/dictionary.actions.ts'
import { LARGER_RELEASE, LARGEST_CHOSEN } from '#lib/catalogue/dictionary/dictionary.schema.ts'
import type { ReleaseView } from '#lib/catalogue/dictionary/releases.queries.ts'

const LARGEST = { bytes: LARGEST_CHOSEN, words: LARGER_RELEASE }

/** Chooses a release as NHSBSA publishes it. */
export function ChooseReleaseForm({ trustId }: { trustId: string }) {
  return (
    <ActionForm action={chooseReleaseAction} trustId={trustId} id="release">
      <FileInput
        name="release"
        label="Weekly release"
        hint="The zip as it comes from TRUD (nhsbsa_dmd_…zip), at most 32 MB"
        accept=".zip,.xml"
        largest={LARGEST}
      />
      <FileInput
        name="supplement"
        label="Supplementary release (optional)"
        hint="BNF and ATC codes, earlier ids (nhsbsa_dmdbonus_…zip)"
        accept=".zip,.xml"
        largest={LARGEST}
      />
      <Button>Read the release</Button>
    </ActionForm>
  )
}

/** Makes a release current, or returns to one that was. */
export function MakeCurrentForm({ release, trustId }: { release: ReleaseView; trustId: string }) {
  return (
    <ActionForm
      action={makeDictionaryCurrentAction}
      trustId={trustId}
      version={release.version}
      hidden={{ releaseId: release.id }}
      act={`current ${release.id} ${release.version}`}
      id="current"
    >
      <Button kind={release.state === 'past' ? 'secondary' : undefined}>
        {release.state === 'past' ? 'Return to this release' : 'Make this release current'}
      </Button>
    </ActionForm>
  )
}

/** Throws a release away before it is current. */
export function CancelReleaseForm({
  release,
  trustId,
  words,
}: {
  release: ReleaseView
  trustId: string
  words: string
}) {
  return (
    <ActionForm
      action={cancelReleaseAction}
      trustId={trustId}
      hidden={{ releaseId: release.id }}
      act={`cancel ${release.id}`}
      id="cancel"
    >
      <Button kind="secondary">{words}</Button>
    </ActionForm>
  )
}
