import type { DemoSignIn } from '#lib/access/demo.ts'
import { demoSignInAction } from '#lib/access/sign-in.actions.ts'

/** One person of the demo, one press away. */
export function DemoButton({ person, next }: { person: DemoSignIn; next: string }) {
  return (
    <form action={demoSignInAction}>
      <input type="hidden" name="email" value={person.email} />
      <input type="hidden" name="next" value={next} />
      <button type="submit" className="app-linkbutton app-sign-in__choice">
        {person.role}
        <span className="nhsuk-u-visually-hidden"> at {person.trust}</span>
      </button>
    </form>
  )
}
