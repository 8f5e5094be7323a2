import { useEffect, useState } from "preact/hooks";
import type { Provider } from "../rpc/types";
import { NO_CREDENTIALS, validate } from "./connect";

/** Which servers on this machine answer without a key, and with how many models. */
export function useRunning(providers: readonly Provider[] | undefined): ReadonlyMap<string, number> {
  const [running, setRunning] = useState<ReadonlyMap<string, number>>(new Map());
  const asked = (providers ?? [])
    .filter(({ name, configured }) => !configured && (name === "ollama" || name === "lmstudio"))
    .map(({ name }) => name)
    .join();
  useEffect(() => {
    let current = true;
    for (const name of asked ? asked.split(",") : []) {
      validate(name, NO_CREDENTIALS)
        .then((models) => current && models.length > 0 && setRunning((old) => new Map(old).set(name, models.length)))
        .catch(() => {
          // It does not run here; that is no news.
        });
    }
    return () => {
      current = false;
    };
  }, [asked]);
  return running;
}
