import { useEffect, useState } from "preact/hooks";
import { timeLeft } from "../providers/signIn";

/** The time until then, second by second. It is a timer: screen readers tell it when asked and never by themselves. */
export function Countdown({ until, name }: { until: number; name: string }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <span class="countdown" role="timer" aria-label={name}>
      {timeLeft(until, now)}
    </span>
  );
}
