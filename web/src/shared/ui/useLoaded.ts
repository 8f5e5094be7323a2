import { useEffect, useRef, useState } from "preact/hooks";
import { rpc } from "../rpc";

export interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  loading: boolean;
  reload: () => Promise<void>;
}

/**
 * What a page shows from the gateway. It is loaded when the line is up, and again each time the line comes back: events
 * may have been missed. Old data stays visible meanwhile.
 */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data: T | undefined; error: unknown; loading: boolean }>({
    data: undefined,
    error: undefined,
    loading: true,
  });
  const latest = useRef(load);
  latest.current = load;
  const round = useRef(0);

  async function reload(): Promise<void> {
    const mine = ++round.current;
    setState((old) => ({ ...old, loading: true }));
    try {
      const data = await latest.current();
      if (mine === round.current) setState({ data, error: undefined, loading: false });
    } catch (error) {
      if (mine === round.current) setState((old) => ({ data: old.data, error, loading: false }));
    }
  }

  useEffect(() => {
    if (rpc.status.peek() === "connected") void reload();
    const off = rpc.onConnected(() => void reload());
    return () => {
      off();
      round.current++;
    };
  }, []);
  return { ...state, reload };
}
