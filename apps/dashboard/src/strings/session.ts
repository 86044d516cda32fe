export const session = {
  signInTitle: 'Sign in',
  email: 'E-mail',
  password: 'Password',
  signIn: 'Sign in',
  notSignedIn: 'You are not signed in',
  expiredTitle: 'Your session has ended',
  expired: 'Sign in again to go on. What you have typed is still there.',
  firstRunTitle: 'Welcome',
  firstRun:
    'Nobody can sign in yet. Prove that this installation is yours by the access token that its first start printed, and choose how you sign in from now on.',
  accessToken: 'Access token of the administrator',
  accessTokenHint: 'In the log of the first start, or what BOOTSTRAP_ACCESS_TOKEN says.',
  name: 'Your name',
  begin: 'Begin',
  notBegun: 'Not set up',
  notSignedOut: 'You are still signed in',
  showPassword: 'Show the password',
};
