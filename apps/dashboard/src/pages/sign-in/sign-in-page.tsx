import { Door } from '../../session/door';
import { SignInForm } from '../../session/sign-in-form';
import { strings } from '../../strings';

export function SignInPage() {
  return (
    <Door title={strings.session.signInTitle}>
      <SignInForm />
    </Door>
  );
}
