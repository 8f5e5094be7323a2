import { useEffect, useState } from "preact/hooks";
import { formatTokens } from "../../../shared/format";
import { languageTag, t } from "../../../shared/i18n";
import { messageOf, rpc } from "../../../shared/rpc";
import type { UsageBudget, UsageSum } from "../../../shared/rpc/types";
import { Segments } from "../../../shared/ui/Segments";
import { toastError, toastSuccess } from "../../../shared/ui/toasts";
import { useLoaded } from "../../../shared/ui/useLoaded";
import { costText, formatDollars, tokensIn } from "../../../shared/usage";
import { Card, SectionPage, SettingRow } from "../Section";

const GROUPINGS = ["day", "model", "provider", "session"] as const;
type Grouping = (typeof GROUPINGS)[number];
const SPANS = [7, 30, 90, 365] as const;

/** What the models used and cost, and the budgets that bound it. */
export default function Usage() {
  const [by, setBy] = useState<Grouping>("day");
  const [days, setDays] = useState(30);
  const status = useLoaded(() => rpc.call("usage.status", {}));
  const report = useLoaded(() => rpc.call("usage.report", { by, days }));
  useEffect(() => {
    if (rpc.status.peek() === "connected") void report.reload();
  }, [by, days]);

  const rows = report.data?.rows ?? [];
  const error = report.error ?? status.error;
  return (
    <SectionPage title={t("settings:section.usage")} intro={t("usage:intro")} wide>
      {error !== undefined && <p role="alert">{messageOf(error)}</p>}
      {status.data && (
        <Card title={t("usage:now")}>
          <dl class="facts">
            <Fact name={t("usage:today")} sum={status.data.today} />
            <Fact name={t("usage:month")} sum={status.data.month} />
            <Fact name={t("usage:total")} sum={status.data.total} />
          </dl>
          {status.data.budgets.map((budget) => (
            <BudgetBar key={budget.setting} budget={budget} />
          ))}
        </Card>
      )}
      <Limits onSaved={() => void status.reload()} />
      <Card title={t("usage:report")}>
        <div class="usage-controls">
          <Segments
            name={t("usage:by")}
            value={by}
            options={GROUPINGS.map((id) => ({ value: id, label: t(`usage:by.${id}`) }))}
            onChoose={setBy}
          />
          <select
            class="input"
            aria-label={t("usage:span")}
            value={String(days)}
            onChange={(event) => setDays(Number(event.currentTarget.value))}
          >
            {SPANS.map((span) => (
              <option key={span} value={String(span)}>
                {t("usage:days", { count: span })}
              </option>
            ))}
          </select>
        </div>
        {rows.length === 0 && !report.loading ? (
          <p class="muted">{t("usage:nothing")}</p>
        ) : (
          <Table by={by} rows={by === "day" ? rows.toReversed() : rows} />
        )}
        {status.data && <p class="muted">{t("usage:prices", { day: status.data.pricesChecked })}</p>}
      </Card>
    </SectionPage>
  );
}

function Fact({ name, sum }: { name: string; sum: UsageSum }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {costText(sum)}{" "}
        <span class="muted">
          {t("usage:tokens", { in: formatTokens(tokensIn(sum)), out: formatTokens(sum.outputTokens) })}
        </span>
      </dd>
    </>
  );
}

function BudgetBar({ budget }: { budget: UsageBudget }) {
  const renews = new Date(budget.renewsAt).toLocaleString(languageTag.value, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  return (
    <label class="usage-budget">
      <span>
        {t("usage:budget", {
          period: t(`usage:period.${budget.period}`),
          spent: formatDollars(budget.spent),
          limit: formatDollars(budget.limit),
        })}
        <span class="muted"> {t("usage:renews", { when: renews })}</span>
      </span>
      <progress value={budget.spent} max={Math.max(budget.limit, budget.spent, 0.000001)} />
    </label>
  );
}

/** The two budgets that most people want; the others are in the configuration file. */
function Limits({ onSaved }: { onSaved: () => void }) {
  const [amounts, setAmounts] = useState<{ day: string; month: string }>({ day: "", month: "" });
  const [saving, setSaving] = useState(false);
  const set = useLoaded(async () => {
    const { value } = await rpc.call("config.get", { key: "budget" });
    const text = (amount: number | null | undefined) => (amount == null ? "" : String(amount));
    setAmounts({ day: text(value?.day), month: text(value?.month) });
  });

  async function save(event: Event): Promise<void> {
    event.preventDefault();
    setSaving(true);
    try {
      const amount = (text: string) => (text.trim() === "" ? null : Number(text));
      await rpc.call("config.patch", { patch: { budget: { day: amount(amounts.day), month: amount(amounts.month) } } });
      toastSuccess(t("usage:saved"));
      onSaved();
    } catch (error) {
      toastError(error);
    } finally {
      setSaving(false);
    }
  }

  return (
    <Card title={t("usage:limits")} note={t("usage:limitsNote")}>
      <form onSubmit={(event) => void save(event)}>
        {(["day", "month"] as const).map((period) => (
          <SettingRow key={period} label={t(`usage:limit.${period}`)} htmlFor={`budget-${period}`}>
            <input
              id={`budget-${period}`}
              class="input"
              type="number"
              min="0"
              step="0.01"
              placeholder={t("usage:noLimit")}
              value={amounts[period]}
              onInput={(event) => setAmounts({ ...amounts, [period]: event.currentTarget.value })}
            />
          </SettingRow>
        ))}
        <button type="submit" class="provider-btn" disabled={saving || set.loading} aria-busy={saving}>
          {t("common:actions.save")}
        </button>
      </form>
    </Card>
  );
}

function Table({ by, rows }: { by: Grouping; rows: readonly { name: string; sum: UsageSum }[] }) {
  const dearest = Math.max(...rows.map((row) => row.sum.cost), 0);
  const largest = Math.max(...rows.map((row) => tokensIn(row.sum) + row.sum.outputTokens), 1);
  return (
    <div class="usage-scroll">
      <table class="usage-table">
        <thead>
          <tr>
            <th scope="col">{t(`usage:by.${by}`)}</th>
            <th scope="col">{t("usage:requests")}</th>
            <th scope="col">{t("usage:in")}</th>
            <th scope="col">{t("usage:cached")}</th>
            <th scope="col">{t("usage:out")}</th>
            <th scope="col">{t("usage:cost")}</th>
            <td aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, sum }) => (
            <tr key={name}>
              <th scope="row">{name || t("usage:noSession")}</th>
              <td>{sum.requests}</td>
              <td>{formatTokens(tokensIn(sum))}</td>
              <td>{Math.round(sum.cacheHitRate * 100)} %</td>
              <td>{formatTokens(sum.outputTokens)}</td>
              <td>{costText(sum)}</td>
              <td aria-hidden="true">
                <progress
                  value={dearest > 0 ? sum.cost : tokensIn(sum) + sum.outputTokens}
                  max={dearest > 0 ? dearest : largest}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
