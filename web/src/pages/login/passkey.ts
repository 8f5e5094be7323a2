import { t } from "../../shared/i18n";
import { sendJson } from "../../shared/rpc/http";

interface Begin {
  challenge_id: string;
  options: {
    publicKey: { challenge: string; allowCredentials?: { id: string; type: "public-key" }[] } & Record<string, unknown>;
  };
}

function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function base64url(buffer: ArrayBuffer | null): string | null {
  if (!buffer) return null;
  return btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

export async function signInWithPasskey(): Promise<void> {
  if (/^[\d.:[\]]+$/.test(location.hostname)) throw new Error(t("login:passkeyHost"));
  const { challenge_id, options } = await sendJson<Begin>(
    "POST",
    "/api/auth/passkey/auth/begin",
    {},
    { expectUnauthorized: true },
  );
  const { challenge, allowCredentials, ...rest } = options.publicKey;
  const credential = await navigator.credentials.get({
    publicKey: {
      ...rest,
      challenge: bytes(challenge),
      ...(allowCredentials
        ? { allowCredentials: allowCredentials.map((entry) => ({ ...entry, id: bytes(entry.id) })) }
        : {}),
    },
  });
  if (
    !(credential instanceof PublicKeyCredential) ||
    !(credential.response instanceof AuthenticatorAssertionResponse)
  ) {
    throw new Error(t("login:failed"));
  }
  const { authenticatorData, clientDataJSON, signature, userHandle } = credential.response;
  await sendJson(
    "POST",
    "/api/auth/passkey/auth/finish",
    {
      challenge_id,
      credential: {
        id: credential.id,
        rawId: base64url(credential.rawId),
        type: credential.type,
        response: {
          authenticatorData: base64url(authenticatorData),
          clientDataJSON: base64url(clientDataJSON),
          signature: base64url(signature),
          userHandle: base64url(userHandle),
        },
      },
    },
    { expectUnauthorized: true },
  );
}
