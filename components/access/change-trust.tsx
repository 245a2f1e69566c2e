import { Button } from '#components/ui/button.tsx'
import { changeTrustAction } from '#lib/access/change-trust.actions.ts'

/** The other trusts that one works for, each one press away. Pages that are open for this one refuse to act afterwards. */
export function ChangeTrust({ trusts, current }: { trusts: readonly { id: string; name: string }[]; current: string }) {
  return (
    <form action={changeTrustAction} className="app-gap app-stack">
      <p>You work for {trusts.length} trusts.</p>
      {trusts
        .filter((trust) => trust.id !== current)
        .map((trust) => (
          <Button key={trust.id} kind="secondary" name="to" value={trust.id}>
            Go on in {trust.name}
          </Button>
        ))}
    </form>
  )
}
