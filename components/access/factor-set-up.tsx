import { ActionForm } from '#components/ui/action-form.tsx'
import { Button } from '#components/ui/button.tsx'
import type { SquareCode } from '#lib/access/second-factor/square-code.ts'
import type { FormAction } from '#lib/action-answer.ts'
import { CodeInput } from './code-input.tsx'
import { SquareCodePicture } from './square-code.tsx'

/** The three steps of setting up an authenticator app: have one, show it the square code, enter what it says. */
export function FactorSetUp({
  action,
  trustId,
  next,
  shown,
}: {
  action: FormAction
  trustId: string
  next?: string
  shown: { key: string; square: SquareCode }
}) {
  return (
    <div className="app-factor">
      <ol className="app-factor__steps">
        <li>
          Have an authenticator app on your phone: the one your trust gives you, or any other, such as Microsoft
          Authenticator or Google Authenticator.
        </li>
        <li>
          In the app, add an account and point the camera at this square.
          <SquareCodePicture square={shown.square} label="Square code for your authenticator app" />
          <p>
            Without a camera, enter this key: <span className="app-factor__key">{shown.key}</span>
          </p>
        </li>
        <li>Enter the six digits that the app shows now.</li>
      </ol>
      <ActionForm action={action} trustId={trustId} id="set-up" hidden={next === undefined ? undefined : { next }}>
        <CodeInput label="Six digits of the app" />
        <Button>Set it up</Button>
      </ActionForm>
    </div>
  )
}
