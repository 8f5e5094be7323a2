import check from "lucide:check";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { messageOf } from "../rpc";
import { Icon } from "./Icon";

export interface Saving {
  busy: boolean;
  /** Rises with every success. */
  done: number;
  error: string | undefined;
  run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/** What a form needs to say that it saves, has saved, or could not. */
export function useSaving(): Saving {
  const [state, setState] = useState<Omit<Saving, "run">>({ busy: false, done: 0, error: undefined });
  return {
    ...state,
    async run(work) {
      setState((old) => ({ ...old, busy: true, error: undefined }));
      try {
        await work();
        setState((old) => ({ busy: false, done: old.done + 1, error: undefined }));
        return true;
      } catch (error) {
        setState((old) => ({ ...old, busy: false, error: messageOf(error) }));
        return false;
      }
    },
  };
}

/** Confirms in place, for two seconds; a failure stays. */
export function Saved({ saving }: { saving: Saving }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (saving.done === 0) return;
    setShown(true);
    const timer = setTimeout(() => setShown(false), 2_000);
    return () => clearTimeout(timer);
  }, [saving.done]);
  return (
    <span class="saved" role="status">
      {saving.error ? (
        <span class="field-error-text">{saving.error}</span>
      ) : (
        shown && (
          <>
            <Icon shapes={check} /> {t("common:actions.saved")}
          </>
        )
      )}
    </span>
  );
}
