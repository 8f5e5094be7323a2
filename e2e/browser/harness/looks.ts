import type { Page } from "@playwright/test";

/** The two machines on which people look at the page. */
export const devices = {
  desk: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false, deviceScaleFactor: 1 },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const;

export type Device = keyof typeof devices;

export const THEMES = ["light", "dark"] as const;

export const looks = (Object.keys(devices) as Device[]).flatMap((device) =>
  THEMES.map((theme) => ({
    device,
    theme,
    use: { ...devices[device], colorScheme: theme },
  })),
);

/** Waits until everything that fades or slides in is there. What turns for ever is not waited for. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
        .map((each) => each.finished.catch(() => {})),
    ),
  );
}
