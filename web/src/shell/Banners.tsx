import cross from "lucide:x";
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { authStatus } from "../shared/auth";
import { boot } from "../shared/boot";
import { t } from "../shared/i18n";
import { rpc } from "../shared/rpc";
import { read, write } from "../shared/storage";
import { Icon } from "../shared/ui/Icon";

const DISMISSED = "moltis-update-dismissed-version";
const dismissed = signal(read(DISMISSED));

export function Banners() {
  return (
    <>
      <Branch />
      <Connection />
      <AuthDisabled />
      <Update />
    </>
  );
}

function Branch() {
  const branch = boot.value.git_branch;
  if (!branch) return null;
  return (
    <div id="branchBanner" class="banner">
      {t("common:banner.branch")} <code id="branchName">{branch}</code>
    </div>
  );
}

/** Appears when the line has been down for more than a moment. */
function Connection() {
  const status = rpc.status.value;
  const down = status === "waiting" || (status === "connecting" && rpc.hello.value !== undefined);
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!down) {
      setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), 700);
    return () => clearTimeout(timer);
  }, [down]);
  if (status === "refused") {
    return (
      <div class="banner danger" role="alert">
        {t("common:banner.refused")}
      </div>
    );
  }
  if (!down || !shown) return null;
  return (
    <div id="connectionBanner" class="banner warn" role="status">
      <span>{t("common:banner.lost")}</span>
      <button type="button" class="link-btn" onClick={() => rpc.retryNow()}>
        {t("common:banner.retry")}
      </button>
    </div>
  );
}

function AuthDisabled() {
  const status = authStatus.value;
  if (!status?.auth_disabled || status.localhost_only) return null;
  return (
    <div id="authDisabledBanner" class="banner warn" role="alert">
      {t("common:banner.authDisabled")}
    </div>
  );
}

function Update() {
  const update = boot.value.update;
  if (!update?.available || update.latest_version === dismissed.value) return null;
  return (
    <div id="updateBanner" class="banner">
      <span>
        {t("common:banner.update")} <strong id="updateLatestVersion">{update.latest_version}</strong>
      </span>
      {update.release_url && (
        <a id="updateReleaseLink" href={update.release_url} target="_blank" rel="noopener noreferrer">
          {t("common:banner.release")}
        </a>
      )}
      <button
        id="updateDismissBtn"
        type="button"
        class="ghost-btn"
        aria-label={t("common:actions.dismiss")}
        onClick={() => {
          dismissed.value = update.latest_version;
          write(DISMISSED, update.latest_version);
        }}
      >
        <Icon shapes={cross} />
      </button>
    </div>
  );
}
