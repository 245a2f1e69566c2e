import type { ReactNode } from 'react'

/** A demo sign-in: who it is, and the form field values behind it. */
export type DemoPerson = { email: string; name: string; role: string; trust: string }

/**
 * The look of the sign-in page. `form` is the form itself; `demo` lists the people of the demo, one press away, drawn by
 * `demoAct` for each (a form with a `LinkButton`); both are left out outside demo mode. `other` is single sign-on.
 */
export function SignInPanel({
  form,
  other,
  demo,
  demoAct,
  demoSays,
}: {
  form: ReactNode
  other?: ReactNode
  demo?: readonly DemoPerson[]
  demoAct?: (person: DemoPerson) => ReactNode
  demoSays?: ReactNode
}) {
  const trusts = [...new Set(demo?.map((person) => person.trust))]
  return (
    <div className="app-sign-in">
      <div>
        <h1>Sign in</h1>
        <div className="app-gap">{form}</div>
        {other !== undefined && <div className="app-gap">{other}</div>}
      </div>
      {demo !== undefined && demo.length > 0 && demoAct !== undefined && (
        <div className="app-sign-in__who app-stack">
          <h2>Demo: sign in as</h2>
          {demoSays !== undefined && <p className="app-2">{demoSays}</p>}
          {trusts.map((trust) => (
            <div key={trust}>
              <h3>{trust}</h3>
              <ul>
                {demo
                  .filter((person) => person.trust === trust)
                  .map((person) => (
                    <li key={person.email}>{demoAct(person)}</li>
                  ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </div>
  )
}
