export const login = {
  subtitle: "Sign in to continue",
  password: "Password",
  placeholder: "Enter password",
  signIn: "Sign in",
  passkey: "Sign in with passkey",
  passkeyHost: "Passkeys work only with a name, not with a number, as the address of the server.",
  or: "or",
  invalid: "Invalid password",
  wrong: "Wrong password",
  failed: "Login failed",
  retryIn: "Retry in {{seconds}}s",
  vault: "Your encryption vault is locked. Sign in to unlock it.",
} as const;
